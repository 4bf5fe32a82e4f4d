package org.drydock.web.api;

import java.util.List;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The distribution points over HTTP. */
@RestController
@RequestMapping("/api/v1/distribution-points")
class DistributionPointsController {

  private final DistributionPoints points;

  DistributionPointsController(DistributionPoints points) {
    this.points = points;
  }

  record NewPoint(String name, String path) {}

  record Point(long id, String name, String path) {
    static Point of(DistributionPoint point) {
      return new Point(point.id(), point.name(), point.path().toString());
    }
  }

  @GetMapping
  List<Point> all() {
    return points.all().stream().map(Point::of).toList();
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Audited("Add distribution point")
  Point add(@RequestBody NewPoint point) {
    return Point.of(points.add(point.name(), point.path()));
  }
}
