package org.drydock.web.audit;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.drydock.site.AuditTrail;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Writes down every call that changes something, whether it succeeded or was refused. */
@Component
public class AuditInterceptor implements HandlerInterceptor {

  /** The request attribute with the reason why a form came back to be mended. */
  public static final String REFUSAL = AuditInterceptor.class.getName() + ".refusal";

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final int FIRST_ERROR = 400;
  private static final int FIRST_REDIRECT = 300;

  private final AuditTrail trail;
  private final ApplicationEventPublisher events;

  AuditInterceptor(AuditTrail trail, ApplicationEventPublisher events) {
    this.trail = trail;
    this.events = events;
  }

  /** A call that changes something has been answered. */
  public record Changed() {}

  @Override
  public void afterCompletion(
      HttpServletRequest request, HttpServletResponse response, Object handler, Exception thrown) {
    if (SAFE_METHODS.contains(request.getMethod()) || !(handler instanceof HandlerMethod method)) {
      return;
    }
    Audited audited = method.getMethodAnnotation(Audited.class);
    if (audited != null && audited.value().equals(Audited.NOTHING)) {
      return;
    }
    String reason = reason(request, thrown);
    boolean done = thrown == null && reason == null && response.getStatus() < FIRST_ERROR;
    trail.add(
        request.getRemoteUser() == null ? "nobody" : request.getRemoteUser(),
        audited == null ? request.getMethod() + " " + pattern(request) : audited.value(),
        object(request, response),
        done,
        done ? null : reason == null ? "status " + response.getStatus() : reason);
    if (done) {
      events.publishEvent(new Changed());
    }
  }

  private static String pattern(HttpServletRequest request) {
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? request.getRequestURI() : pattern.toString();
  }

  /** What the address names; for something new, what the answer names. */
  private static String object(HttpServletRequest request, HttpServletResponse response) {
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        && !variables.isEmpty()) {
      return variables.entrySet().stream()
          .map(
              variable ->
                  variable.getKey().equals("id") || variable.getKey().equals("number")
                      ? variable.getValue().toString()
                      : variable.getKey() + " " + variable.getValue())
          .collect(Collectors.joining(", "));
    }
    String location = response.getHeader(HttpHeaders.LOCATION);
    boolean made = location != null && response.getStatus() >= 200;
    return made ? lastPart(location, response.getStatus() >= FIRST_REDIRECT) : name(request);
  }

  private static String lastPart(String location, boolean redirect) {
    String path = URI.create(location).getPath();
    String last = path.substring(path.lastIndexOf('/') + 1);
    return redirect && last.chars().noneMatch(Character::isDigit) ? null : last;
  }

  private static String name(HttpServletRequest request) {
    return request.getParameter("name");
  }

  private static String reason(HttpServletRequest request, Exception thrown) {
    Object problem = thrown;
    if (problem == null) {
      problem = request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE);
    }
    if (problem == null) {
      problem = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    }
    if (problem instanceof Exception exception) {
      return exception.getMessage() == null ? exception.toString() : exception.getMessage();
    }
    Object refusal = request.getAttribute(REFUSAL);
    return refusal == null ? null : refusal.toString();
  }
}
