package org.drydock.web.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorViewResolver;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** What a browser sees where no page answered: an address that leads nowhere, or a refusal. */
@Component
class ConsoleErrorPages implements ErrorViewResolver {

  private final Viewers viewers;

  ConsoleErrorPages(Viewers viewers) {
    this.viewers = viewers;
  }

  @Override
  public ModelAndView resolveErrorView(
      HttpServletRequest request, HttpStatus status, Map<String, Object> model) {
    Object message =
        status.is5xxServerError() ? null : request.getAttribute(RequestDispatcher.ERROR_MESSAGE);
    return new ModelAndView("problem", status)
        .addObject("viewer", viewers.offTheSite(request))
        .addObject(
            "page", ProblemPage.of(status.value(), message == null ? null : message.toString()));
  }
}
