package org.drydock.web.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.drydock.site.BadInput;
import org.drydock.web.audit.AuditInterceptor;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** A form that comes back with what was typed and the reason, instead of a page of its own. */
final class Refusal {

  private Refusal() {}

  /** Answers with the status that the refusal stands for, and shows its reason. */
  static void answer(Model model, RuntimeException refusal) {
    ServletRequestAttributes current =
        (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    HttpServletRequest request = current.getRequest();
    HttpServletResponse response = current.getResponse();
    response.setStatus(
        (refusal instanceof BadInput ? HttpStatus.BAD_REQUEST : HttpStatus.CONFLICT).value());
    request.setAttribute(AuditInterceptor.REFUSAL, refusal.getMessage());
    model.addAttribute("refusal", refusal.getMessage());
  }
}
