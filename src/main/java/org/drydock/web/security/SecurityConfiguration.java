package org.drydock.web.security;

import jakarta.servlet.DispatcherType;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;

/**
 * Every request needs a login. Programs send a password or an API token with each request; people
 * log in once with a form. The engine's own REST interface knows no session at all.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String LOGIN_PAGE = "/login";

  private final EnginePasswords passwords;
  private final ApiTokens tokens;
  private final ProblemResponses refusals;
  private final LoginKeeper keeper;

  SecurityConfiguration(
      EnginePasswords passwords, ApiTokens tokens, ProblemResponses refusals, LoginKeeper keeper) {
    this.passwords = passwords;
    this.tokens = tokens;
    this.refusals = refusals;
    this.keeper = keeper;
  }

  @Bean
  @Order(1)
  SecurityFilterChain engineRestChain(HttpSecurity http) throws Exception {
    http.securityMatcher(path("/engine-rest/**"))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .anyRequest()
                    .authenticated());
    return common(http).build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain serverChain(HttpSecurity http) throws Exception {
    HttpSessionRequestCache wanted = new HttpSessionRequestCache();
    wanted.setRequestMatcher(browser()); // nobody wants to come back to a part of a page
    wanted.setMatchingRequestParameterName(null); // which would stay in the address
    http.formLogin(form -> form.loginPage(LOGIN_PAGE).permitAll())
        .requestCache(cache -> cache.requestCache(wanted))
        .rememberMe(remember -> remember.rememberMeServices(keeper))
        .authenticationProvider(new KeptLogin.Provider())
        .logout(
            logout ->
                logout
                    .logoutRequestMatcher(path(HttpMethod.POST, "/logout"))
                    .logoutSuccessUrl(LOGIN_PAGE + "?signed-out"))
        .headers(headers -> headers.addHeaderWriter(contentPolicy()))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(path("/health"), path("/error"))
                    .permitAll()
                    .requestMatchers(
                        path(HttpMethod.GET, "/console/**"),
                        path(HttpMethod.GET, "/webjars/**"),
                        path(HttpMethod.GET, "/favicon.ico"))
                    .permitAll()
                    // Makes whoever asks an administrator while there is none (CVE-2026-77226).
                    .requestMatchers(path("/camunda/api/admin/setup/**"))
                    .denyAll()
                    .requestMatchers(path("/api/v1/api-tokens/**"))
                    .hasRole(Logins.ADMINISTRATOR)
                    .requestMatchers(path(HttpMethod.GET, "/api/**"))
                    .authenticated()
                    .requestMatchers(path("/api/**"))
                    .hasRole(Logins.ADMINISTRATOR)
                    .requestMatchers(path("/camunda/**"))
                    .authenticated()
                    .requestMatchers(path(HttpMethod.GET, "/**"))
                    .authenticated()
                    .requestMatchers(path(HttpMethod.HEAD, "/**"))
                    .authenticated()
                    .anyRequest()
                    .hasRole(Logins.ADMINISTRATOR));
    return common(http).build();
  }

  /**
   * The console loads nothing from elsewhere and runs no script that stands in a page. The diagram
   * viewer writes style attributes. The engine's web applications have a policy of their own.
   */
  private static HeaderWriter contentPolicy() {
    return new DelegatingRequestMatcherHeaderWriter(
        new NegatedRequestMatcher(path("/camunda/**")),
        new ContentSecurityPolicyHeaderWriter(
            "default-src 'none'; script-src 'self'; style-src 'self';"
                + " style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'none'"));
  }

  private HttpSecurity common(HttpSecurity http) throws Exception {
    return http
        // Replaced by ForeignSiteFilter, which also covers a password the browser remembers.
        .csrf(AbstractHttpConfigurer::disable)
        .authenticationProvider(passwords)
        .httpBasic(basic -> basic.authenticationEntryPoint(refusals))
        .addFilterBefore(new ApiTokenFilter(tokens, refusals), BasicAuthenticationFilter.class)
        .addFilterAt(new ForeignSiteFilter(refusals), CsrfFilter.class)
        .exceptionHandling(
            exceptions ->
                exceptions
                    .accessDeniedHandler(refusals)
                    .defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(LOGIN_PAGE), browser())
                    .defaultAuthenticationEntryPointFor(refusals, request -> true));
  }

  /** Somebody opens a page; a part of one asks for anything. */
  private static MediaTypeRequestMatcher browser() {
    MediaTypeRequestMatcher browser = new MediaTypeRequestMatcher(MediaType.TEXT_HTML);
    browser.setIgnoredMediaTypes(Set.of(MediaType.ALL));
    return browser;
  }

  private static PathPatternRequestMatcher path(String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(pattern);
  }

  private static PathPatternRequestMatcher path(HttpMethod method, String pattern) {
    return PathPatternRequestMatcher.withDefaults().matcher(method, pattern);
  }
}
