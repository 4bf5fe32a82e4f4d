package org.drydock.web.console;

import java.util.List;
import org.drydock.distribution.DistributionPoint;
import org.drydock.distribution.DistributionPoints;
import org.drydock.servicing.DistributionResults;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.web.audit.Audited;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The distribution points as a page. */
@Controller("consoleDistributionPoints")
@RequestMapping("/distribution-points")
class DistributionController {

  private final DistributionPoints points;
  private final DistributionResults results;
  private final ImageNames imageNames;

  DistributionController(
      DistributionPoints points, DistributionResults results, ImageNames imageNames) {
    this.points = points;
    this.results = results;
    this.imageNames = imageNames;
  }

  @GetMapping
  String points(@ModelAttribute(binding = false) Viewer viewer, Model model) {
    model.addAttribute("page", page("", "", null, viewer.words()));
    return "distribution";
  }

  /** A refused form comes back with what was typed. */
  @PostMapping
  @Audited("Add distribution point")
  String add(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String path,
      @ModelAttribute(binding = false) Viewer viewer,
      Model model) {
    try {
      points.add(name, path);
      return "redirect:/distribution-points";
    } catch (BadInput | Conflict refusal) {
      Refusal.answer(model, refusal);
      model.addAttribute("page", page(name, path, refusal.getMessage(), viewer.words()));
      return "distribution";
    }
  }

  private SitePages.Distribution page(String name, String path, String refusal, Wording words) {
    List<DistributionResults.Latest> latest = results.latest();
    ImageNames.Names names = imageNames.all();
    return new SitePages.Distribution(
        points.all().stream().map(point -> point(point, latest, names, words)).toList(),
        name,
        path,
        refusal);
  }

  private static SitePages.Point point(
      DistributionPoint point,
      List<DistributionResults.Latest> latest,
      ImageNames.Names names,
      Wording words) {
    return new SitePages.Point(
        point.name(),
        point.path().toString(),
        latest.stream()
            .filter(one -> one.result().distributionPointId() == point.id())
            .map(
                one ->
                    new SitePages.Delivered(
                        names.link(one.imageId()),
                        "version " + one.version(),
                        one.result().successful()
                            ? new Badge("ok", "arrived")
                            : new Badge("bad", "failed"),
                        words.moment(one.result().recordedAt()),
                        one.run() == null ? null : Link.toRun(one.run()),
                        one.result().successful() ? one.result().path() : one.result().message()))
            .toList());
  }
}
