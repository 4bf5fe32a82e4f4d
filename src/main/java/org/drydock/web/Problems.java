package org.drydock.web;

import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Answers every exception of the REST interface as problem+json. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ProblemDetail badInput(BadInput e) {
    return problem(HttpStatus.BAD_REQUEST, e);
  }

  @ExceptionHandler
  ProblemDetail notFound(NotFound e) {
    return problem(HttpStatus.NOT_FOUND, e);
  }

  @ExceptionHandler
  ProblemDetail conflict(Conflict e) {
    return problem(HttpStatus.CONFLICT, e);
  }

  @ExceptionHandler
  ProblemDetail unforeseen(RuntimeException e) {
    LOG.error("A request failed for a reason nobody foresaw", e);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "The server failed at this request: " + e.getMessage() + ". Its log has the details.");
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    StringBuilder detail = new StringBuilder();
    for (FieldError error : e.getFieldErrors()) {
      detail
          .append(detail.isEmpty() ? "" : "; ")
          .append(error.getField())
          .append(' ')
          .append(error.getDefaultMessage());
    }
    e.getBody().setDetail(detail + ".");
    return super.handleMethodArgumentNotValid(e, headers, status, request);
  }

  private static ProblemDetail problem(HttpStatus status, RuntimeException e) {
    return ProblemDetail.forStatusAndDetail(status, e.getMessage());
  }
}
