package org.drydock.engine;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds a list that was asked for without a bound, which the engine would refuse since its {@code
 * query-max-results-limit} is set.
 */
class BoundedListFilter extends OncePerRequestFilter {

  private static final String MAX_RESULTS = "maxResults=";

  private final int limit;

  BoundedListFilter(int limit) {
    this.limit = limit;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String query = request.getQueryString();
    if (query != null && query.contains(MAX_RESULTS)) {
      chain.doFilter(request, response);
    } else {
      chain.doFilter(new Bounded(request), response);
    }
  }

  private final class Bounded extends HttpServletRequestWrapper {

    Bounded(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getQueryString() {
      String query = super.getQueryString();
      return (query == null ? "" : query + "&") + MAX_RESULTS + limit;
    }
  }
}
