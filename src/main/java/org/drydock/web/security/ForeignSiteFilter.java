package org.drydock.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that change something and that a page of another site had the user's browser
 * send. A browser says where a request comes from: in {@code Sec-Fetch-Site}, or, over plain HTTP,
 * in {@code Origin}; a page cannot change either. Programs send neither and pass.
 */
class ForeignSiteFilter extends OncePerRequestFilter {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  private final AccessDeniedHandler refusal;

  ForeignSiteFilter(AccessDeniedHandler refusal) {
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (SAFE_METHODS.contains(request.getMethod()) || fromOwnSite(request)) {
      chain.doFilter(request, response);
    } else {
      refusal.handle(
          request,
          response,
          new AccessDeniedException("A page of another site may not change anything here."));
    }
  }

  private static boolean fromOwnSite(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return OWN_SITE.contains(site);
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    return origin == null || authority(origin).equals(request.getHeader(HttpHeaders.HOST));
  }

  private static String authority(String origin) {
    try {
      String authority = URI.create(origin).getAuthority();
      return authority == null ? "" : authority;
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
