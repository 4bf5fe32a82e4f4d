package org.drydock.web.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Shows every failure of a page as a page. */
@ControllerAdvice(basePackageClasses = ConsoleProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleProblems {

  private static final Logger log = LoggerFactory.getLogger(ConsoleProblems.class);

  private final Viewers viewers;

  ConsoleProblems(Viewers viewers) {
    this.viewers = viewers;
  }

  @ExceptionHandler
  ModelAndView badInput(BadInput problem, HttpServletRequest request, HttpServletResponse answer) {
    return page(HttpStatus.BAD_REQUEST, problem.getMessage(), request, answer);
  }

  @ExceptionHandler
  ModelAndView notFound(NotFound problem, HttpServletRequest request, HttpServletResponse answer) {
    return page(HttpStatus.NOT_FOUND, problem.getMessage(), request, answer);
  }

  @ExceptionHandler
  ModelAndView conflict(Conflict problem, HttpServletRequest request, HttpServletResponse answer) {
    return page(HttpStatus.CONFLICT, problem.getMessage(), request, answer);
  }

  /** An address or a form that was typed by hand. */
  @ExceptionHandler
  ModelAndView mistyped(
      MethodArgumentTypeMismatchException problem,
      HttpServletRequest request,
      HttpServletResponse answer) {
    boolean address = problem.getParameter().hasParameterAnnotation(PathVariable.class);
    return page(
        address ? HttpStatus.NOT_FOUND : HttpStatus.BAD_REQUEST,
        "\"" + problem.getValue() + "\" cannot be the " + problem.getName() + ".",
        request,
        answer);
  }

  @ExceptionHandler
  ModelAndView unexpected(Exception problem, HttpServletRequest request, HttpServletResponse answer)
      throws Exception {
    if (problem instanceof AccessDeniedException) {
      throw problem; // the security filters answer it
    }
    if (DisconnectedClientHelper.isClientDisconnectedException(problem)) {
      return null; // whoever listened to the events has gone; nobody is there to be told
    }
    if (problem instanceof ErrorResponse known) {
      return page(
          HttpStatus.valueOf(known.getStatusCode().value()),
          known.getBody().getDetail(),
          request,
          answer);
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), problem);
    return page(HttpStatus.INTERNAL_SERVER_ERROR, null, request, answer);
  }

  private ModelAndView page(
      HttpStatus status, String message, HttpServletRequest request, HttpServletResponse answer) {
    answer.setStatus(status.value());
    return new ModelAndView("problem", status)
        .addObject("viewer", viewers.offTheSite(request))
        .addObject("page", ProblemPage.of(status.value(), message));
  }
}
