package org.drydock.web.api;

import java.util.List;
import org.drydock.site.AuditEntry;
import org.drydock.site.AuditTrail;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who changed what, when, over HTTP. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditController {

  private final AuditTrail trail;

  AuditController(AuditTrail trail) {
    this.trail = trail;
  }

  /**
   * One page, the latest first.
   *
   * @param next the address of the next page; absent on the last one
   */
  record AuditList(List<AuditEntry> items, String next) {}

  @GetMapping
  AuditList audit(
      @RequestParam(defaultValue = "") String filter,
      @RequestParam(required = false) Long before,
      @RequestParam(defaultValue = "" + AuditTrail.DEFAULT_SIZE) int size) {
    AuditTrail.Page page = trail.search(filter, before, size);
    return new AuditList(page.items(), page.next() == null ? null : address(page.next()));
  }

  private static String address(long before) {
    return ServletUriComponentsBuilder.fromCurrentRequest()
        .replaceQueryParam("before", before)
        .scheme(null)
        .host(null)
        .port(null)
        .toUriString();
  }
}
