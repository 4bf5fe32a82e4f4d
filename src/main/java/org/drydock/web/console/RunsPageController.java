package org.drydock.web.console;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.drydock.image.ImageLibrary;
import org.drydock.image.OsImage;
import org.drydock.servicing.Run;
import org.drydock.servicing.RunSearch;
import org.drydock.servicing.RunStatus;
import org.drydock.servicing.Runs;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of runs. What it is narrowed to stands in the address, so that a reload keeps it. */
@Controller
class RunsPageController {

  private static final int PAGE = 50;

  private static final List<Choice> STATES =
      Arrays.stream(RunStatus.values())
          .map(status -> new Choice(status.label(), Badge.of(status).text()))
          .toList();

  private final Runs runs;
  private final ImageLibrary images;

  RunsPageController(Runs runs, ImageLibrary images) {
    this.runs = runs;
    this.images = images;
  }

  /**
   * A run in the list.
   *
   * @param since ISO, to count from while it goes on; else null
   */
  record Row(
      long number,
      String imageId,
      String image,
      Badge status,
      String cause,
      Moment started,
      String took,
      String since,
      String host,
      String versions,
      String waits,
      boolean keep) {}

  /** A state that can be chosen, as the address and as people spell it. */
  record Choice(String label, String text) {}

  /** What the list is narrowed to, as it stands in the address. */
  record Filter(String image, String status, String from, String to) {}

  @GetMapping("/runs")
  String runs(
      @RequestParam(defaultValue = "") String image,
      @RequestParam(defaultValue = "") String status,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "9223372036854775807") long before,
      @RequestHeader(name = "HX-Request", required = false) String fragment,
      Viewer viewer,
      Model model) {
    RunStatus wanted =
        Arrays.stream(RunStatus.values())
            .filter(known -> known.label().equals(status))
            .findFirst()
            .orElse(null);
    List<Run> found =
        runs.search(
            new RunSearch(
                image.isEmpty() ? null : image,
                wanted,
                from(from, viewer),
                until(to, viewer),
                before,
                PAGE + 1));
    List<Run> shown = found.subList(0, Math.min(PAGE, found.size()));
    var names = images.all().stream().collect(Collectors.toMap(OsImage::id, OsImage::name));
    model.addAttribute("filter", new Filter(image, status, from, to));
    model.addAttribute("images", images.all());
    model.addAttribute("states", STATES);
    model.addAttribute(
        "rows",
        shown.stream()
            .map(run -> row(run, names.getOrDefault(run.imageId(), run.imageId()), viewer))
            .toList());
    model.addAttribute("older", found.size() > PAGE ? shown.get(PAGE - 1).runNumber() : null);
    model.addAttribute("newest", before == Long.MAX_VALUE);
    return fragment == null ? "runs" : "runs :: list";
  }

  private static Row row(Run run, String image, Viewer viewer) {
    boolean active = !run.status().isFinal();
    return new Row(
        run.runNumber(),
        run.imageId(),
        image,
        Badge.of(run.status()),
        run.cause(),
        viewer.words().moment(run.createdAt()),
        viewer.words().took(run.createdAt(), run.endedAt()),
        active ? run.createdAt().toString() : null,
        run.host(),
        run.baseVersion() + (run.newVersion() == null ? "" : " → " + run.newVersion()),
        run.status() == RunStatus.QUEUED ? run.queueReason() : null,
        run.keep());
  }

  /** An address that was typed in wrongly narrows the list to nothing that was not meant. */
  private static Instant from(String day, Viewer viewer) {
    try {
      return day.isEmpty()
          ? Instant.EPOCH
          : LocalDate.parse(day).atStartOfDay(viewer.zone()).toInstant();
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Instant until(String day, Viewer viewer) {
    Instant always = LocalDate.of(9999, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    try {
      return day.isEmpty()
          ? always
          : LocalDate.parse(day).plusDays(1).atStartOfDay(viewer.zone()).toInstant();
    } catch (DateTimeParseException e) {
      return always;
    }
  }
}
