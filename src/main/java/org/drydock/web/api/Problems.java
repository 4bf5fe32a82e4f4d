package org.drydock.web.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import org.drydock.dism.DismException;
import org.drydock.host.HostException;
import org.drydock.site.BadInput;
import org.drydock.site.Conflict;
import org.drydock.site.NotFound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Answers every failure as problem+json. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  @ExceptionHandler
  ProblemDetail badInput(BadInput problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail notFound(NotFound problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail conflict(Conflict problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, problem.getMessage());
  }

  /** Not the caller's fault, but in words that are written for an administrator. */
  @ExceptionHandler({DismException.class, HostException.class})
  ProblemDetail environment(RuntimeException problem) {
    log.warn("{}", problem.getMessage());
    return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unexpected(RuntimeException problem, WebRequest request) {
    if (problem instanceof AccessDeniedException || problem instanceof AuthenticationException) {
      throw problem; // the security filters answer these
    }
    log.error("{} failed", request.getDescription(false), problem);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "The server failed unexpectedly. Its log says why; look for \""
            + request.getDescription(false)
            + "\".");
  }

  /** A person who typed an address gets a page. */
  @Override
  protected ResponseEntity<Object> handleNoResourceFoundException(
      NoResourceFoundException problem,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (accepted != null
        && accepted.contains(MediaType.TEXT_HTML_VALUE)
        && request instanceof ServletWebRequest web
        && web.getResponse() != null) {
      try {
        web.getResponse().sendError(status.value());
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return super.handleNoResourceFoundException(problem, headers, status, request);
  }

  @Override
  protected ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException problem,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String fields =
        problem.getFieldErrors().stream()
            .map(error -> error.getField() + " " + error.getDefaultMessage())
            .collect(Collectors.joining("; ", "", "."));
    problem.getBody().setDetail(fields);
    return super.handleMethodArgumentNotValid(problem, headers, status, request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException problem,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemDetail body = ProblemDetail.forStatusAndDetail(status, UnreadableBody.reason(problem));
    return handleExceptionInternal(problem, body, headers, status, request);
  }
}
