package org.drydock.web.console;

import java.util.List;
import java.util.stream.Stream;
import org.drydock.distribution.DistributionPoints;
import org.drydock.image.ImageLibrary;
import org.drydock.operation.Operations;
import org.drydock.schedule.ServicingSchedules;
import org.drydock.servicing.Run;
import org.drydock.servicing.Runs;
import org.drydock.site.Nodes;
import org.springframework.stereotype.Component;

/**
 * Tells whether anything on the pages has changed, on whatever node, with a handful of short
 * queries. What is told apart is what the lists show; the beat of a node is not.
 */
@Component
class SiteLook {

  private final Runs runs;
  private final Operations operations;
  private final ImageLibrary images;
  private final ServicingSchedules schedules;
  private final Nodes nodes;
  private final DistributionPoints points;

  SiteLook(
      Runs runs,
      Operations operations,
      ImageLibrary images,
      ServicingSchedules schedules,
      Nodes nodes,
      DistributionPoints points) {
    this.runs = runs;
    this.operations = operations;
    this.images = images;
    this.schedules = schedules;
    this.nodes = nodes;
    this.points = points;
  }

  Revision revision() {
    List<Run> active = runs.active();
    return new Revision(
        List.of(
            mark(active.stream().flatMap(run -> Stream.of(run, operations.ofRun(run.runNumber())))),
            mark(images.all().stream()),
            mark(schedules.all().stream()),
            mark(
                nodes.all().stream()
                    .map(
                        node ->
                            List.of(node.name(), node.state(), node.slots(), node.startedAt()))),
            mark(points.all().stream())));
  }

  private static String mark(Stream<?> content) {
    int sum = 1;
    for (Object item : (Iterable<Object>) content.map(Object.class::cast)::iterator) {
      sum =
          31 * sum + item.toString().hashCode(); // hashCode of an enum differs from start to start
    }
    return Integer.toHexString(sum);
  }
}
