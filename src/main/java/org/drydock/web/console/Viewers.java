package org.drydock.web.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Knows who sent a request, and from two cookies how he wants to see pages. */
@Component
class Viewers {

  private static final String ADMINISTRATOR = "ADMINISTRATOR";
  private static final Set<String> THEMES = Set.of("light", "dark");

  private final SiteLook site;
  private final Clock clock;

  Viewers(SiteLook site, Clock clock) {
    this.site = site;
    this.clock = clock;
  }

  Viewer of(HttpServletRequest request) {
    return viewer(request, site.revision().toString());
  }

  /** Without a look at the site, which may be what fails. */
  Viewer offTheSite(HttpServletRequest request) {
    return viewer(request, "");
  }

  private Viewer viewer(HttpServletRequest request, String revision) {
    String theme = cookie(request, "drydock-theme");
    return new Viewer(
        request.getRemoteUser() == null ? "" : request.getRemoteUser(),
        request.isUserInRole(ADMINISTRATOR),
        THEMES.contains(theme) ? theme : null,
        zone(cookie(request, "drydock-zone")),
        clock.instant(),
        revision);
  }

  private ZoneId zone(String name) {
    try {
      return name.isEmpty() ? clock.getZone() : ZoneId.of(name);
    } catch (DateTimeException e) {
      return clock.getZone();
    }
  }

  private static String cookie(HttpServletRequest request, String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    try {
      return cookie == null ? "" : URLDecoder.decode(cookie.getValue(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
