package org.drydock.web.console;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its viewer. */
@ControllerAdvice(basePackageClasses = ViewerAdvice.class)
class ViewerAdvice {

  private final Viewers viewers;

  ViewerAdvice(Viewers viewers) {
    this.viewers = viewers;
  }

  @ModelAttribute
  Viewer viewer(HttpServletRequest request) {
    return request.getRequestURI().equals("/events")
        ? viewers.offTheSite(request)
        : viewers.of(request);
  }
}
