package org.drydock.servicing.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.drydock.image.ImageLibrary;
import org.drydock.image.ImageVersion;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.DrydockProperties;
import org.drydock.site.NotFound;
import org.springframework.stereotype.Component;

/** Validates what is to be distributed, and says how often each point is tried. */
@Component
class PlanDistribution implements JavaDelegate {

  private final ImageLibrary images;
  private final DrydockProperties.Distribution properties;

  PlanDistribution(ImageLibrary images, DrydockProperties properties) {
    this.images = images;
    this.properties = properties.distribution();
  }

  @Override
  public void execute(DelegateExecution execution) {
    try {
      String imageId = String.valueOf(execution.getVariable("imageId"));
      Object version = execution.getVariable("version");
      Integer wanted =
          version instanceof Number number
              ? Integer.valueOf(number.intValue())
              : images.require(imageId).currentVersion();
      ImageVersion found = images.version(imageId, wanted == null ? 1 : wanted);
      refuseExperimental(found, execution);
      execution.setVariable("version", found.version());
      execution.setVariable("attempts", properties.attempts());
      execution.setVariable("pause", properties.pause().toString());
    } catch (BadInput | NotFound | Conflict e) {
      execution.setVariable("rejection", e.getMessage());
      throw new BpmnError("Error_RequestRejected", e.getMessage());
    }
  }

  private static void refuseExperimental(ImageVersion version, DelegateExecution execution) {
    if (version.experimental()
        && !Boolean.TRUE.equals(execution.getVariable("distributeExperimental"))) {
      String message =
          "Version "
              + version.version()
              + " of image "
              + version.imageId()
              + " is experimental: wimdism changed the component store of a real Windows image."
              + " Nobody has shown that Windows accepts that. To distribute it all the same, start"
              + " the process distribute-image with distributeExperimental = true.";
      execution.setVariable("rejection", message);
      throw new BpmnError("Error_RequestRejected", message);
    }
  }
}
