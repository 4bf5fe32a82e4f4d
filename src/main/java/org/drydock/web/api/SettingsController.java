package org.drydock.web.api;

import org.drydock.site.ServicingDrive;
import org.drydock.web.audit.Audited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The site's settings over HTTP. */
@RestController
@RequestMapping("/api/v1/settings")
class SettingsController {

  private final ServicingDrive servicingDrive;

  SettingsController(ServicingDrive servicingDrive) {
    this.servicingDrive = servicingDrive;
  }

  /**
   * @param drive "automatic" or a path
   */
  record DriveChoice(String drive) {}

  /**
   * The servicing drive.
   *
   * @param drive as it was chosen
   * @param stagingFolder where the next run works, which tells whether the choice is in effect
   */
  record Drive(String drive, String stagingFolder) {}

  @GetMapping("/servicing-drive")
  Drive servicingDrive() {
    return new Drive(servicingDrive.configured(), servicingDrive.stagingRoot().toString());
  }

  @PutMapping("/servicing-drive")
  @Audited("Set servicing drive")
  Drive useServicingDrive(@RequestBody DriveChoice choice) {
    if (choice.drive() == null) {
      throw new MissingFieldException("drive", "{\"drive\": \"automatic\"}");
    }
    servicingDrive.use(choice.drive());
    return servicingDrive();
  }
}
