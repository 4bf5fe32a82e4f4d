package org.drydock.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.drydock.servicing.Base;
import org.drydock.servicing.PlanPreview;
import org.drydock.servicing.PlanPreview.Preview;
import org.drydock.servicing.ServicingPlan;
import org.drydock.servicing.ServicingRequest;
import org.drydock.update.Assessment;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Dry runs: what a schedule would do now, image by image. Nothing is started or stored. */
@RestController
@RequestMapping("/api/v1/plans")
class PlansController {

  private static final String DRY_RUN = "Dry run";

  private final PlanPreview preview;

  PlansController(PlanPreview preview) {
    this.preview = preview;
  }

  /**
   * What a schedule would be asked for; the fields mean the same as there.
   *
   * @param compactImage null for yes
   * @param base null for current
   */
  record PlanRequest(
      List<String> imageIds,
      List<String> updateIds,
      boolean continueOnError,
      boolean updateDistributionPoints,
      boolean removeSupersededUpdates,
      Boolean compactImage,
      String base) {}

  /**
   * @param forecast update by update, in the order in which they would be applied
   * @param drive where the image would be serviced
   * @param freeBytes what is free there
   * @param fits whether that is enough
   */
  record PlanView(
      ServicingPlan plan, List<ForecastView> forecast, String drive, long freeBytes, boolean fits) {

    static PlanView of(Preview preview) {
      return new PlanView(
          preview.plan(),
          preview.forecasts().stream().map(ForecastView::of).toList(),
          preview.stagingRoot().toString(),
          preview.freeBytes(),
          preview.fits());
    }
  }

  /**
   * @param indexes by index number: applicable, not-applicable, installed, not-supported or
   *     undetermined, with the reason
   */
  record ForecastView(String updateId, String kb, String title, Map<Integer, Verdict> indexes) {

    record Verdict(String applicability, String reason) {}

    static ForecastView of(PlanPreview.Forecast forecast) {
      return new ForecastView(
          forecast.update().updateId(),
          forecast.update().kb(),
          forecast.update().title(),
          forecast.indexes().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> verdict(entry.getValue()))));
    }

    private static Verdict verdict(Assessment assessment) {
      return new Verdict(
          assessment.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          assessment.reason());
    }
  }

  @PostMapping
  @Audited(Audited.NOTHING)
  List<PlanView> plan(@RequestBody PlanRequest request) {
    if (request.imageIds() == null || request.imageIds().isEmpty()) {
      throw new MissingFieldException("imageIds", "{\"imageIds\": [\"DRY00001\"]}");
    }
    return request.imageIds().stream()
        .distinct()
        .map(image -> PlanView.of(preview.of(servicing(image, request))))
        .toList();
  }

  private static ServicingRequest servicing(String image, PlanRequest request) {
    return new ServicingRequest(
        image,
        request.updateIds() == null ? List.of() : request.updateIds(),
        request.continueOnError(),
        request.updateDistributionPoints(),
        request.removeSupersededUpdates(),
        request.compactImage() == null || request.compactImage(),
        Base.parse(request.base() == null ? Base.CURRENT.label() : request.base()),
        null,
        DRY_RUN);
  }
}
