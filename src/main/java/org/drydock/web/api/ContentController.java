package org.drydock.web.api;

import java.util.List;
import org.drydock.update.ContentKeeper;
import org.drydock.update.ScrubContent;
import org.drydock.update.ScrubReport;
import org.drydock.update.StoredFile;
import org.drydock.update.UnneededFiles;
import org.drydock.web.audit.Audited;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The content library over HTTP. */
@RestController
@RequestMapping("/api/v1/content")
class ContentController {

  private final ContentKeeper keeper;
  private final ScrubContent scrub;

  ContentController(ContentKeeper keeper, ScrubContent scrub) {
    this.keeper = keeper;
    this.scrub = scrub;
  }

  /**
   * @param dryRun true only to tell what would be removed
   */
  record Removal(Boolean dryRun) {}

  @GetMapping
  List<StoredFile> files() {
    return keeper.files();
  }

  @PostMapping("/scrub")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Audited("Scrub content library")
  ScrubReport scrub() {
    return scrub.begin();
  }

  @GetMapping("/scrub")
  ScrubReport latestScrub() {
    return scrub.latest();
  }

  @PostMapping("/remove-unneeded")
  @Audited("Remove update files that nothing needs")
  UnneededFiles removeUnneeded(@RequestBody Removal removal) {
    if (removal.dryRun() == null) {
      throw new MissingFieldException("dryRun", "{\"dryRun\": true}");
    }
    return keeper.removeUnneeded(removal.dryRun());
  }
}
