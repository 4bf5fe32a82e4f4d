package org.drydock.engine;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.rest.security.auth.ProcessEngineAuthenticationFilter;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The engine's own REST interface and web applications know who has logged in to the server. The
 * filters stand after the server's security chain and before the web applications' own filters.
 */
@Configuration(proxyBeanMethods = false)
class EngineWebConfiguration {

  @Bean
  FilterRegistrationBean<EngineUserFilter> engineUserFilter(
      IdentityService identities, EngineUsers users) {
    FilterRegistrationBean<EngineUserFilter> filter =
        new FilterRegistrationBean<>(new EngineUserFilter(identities, users));
    filter.addUrlPatterns("/engine-rest/*", "/camunda/*");
    filter.setOrder(0);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BoundedListFilter> boundedListFilter(
      ProcessEngineConfigurationImpl engine) {
    FilterRegistrationBean<BoundedListFilter> filter =
        new FilterRegistrationBean<>(new BoundedListFilter(engine.getQueryMaxResultsLimit()));
    filter.addUrlPatterns("/engine-rest/*", "/camunda/api/engine/*");
    filter.setOrder(2);
    return filter;
  }

  @Bean
  FilterRegistrationBean<ContainerBasedAuthenticationFilter> engineWebUserFilter() {
    FilterRegistrationBean<ContainerBasedAuthenticationFilter> filter =
        new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
    filter.addInitParameter(
        ProcessEngineAuthenticationFilter.AUTHENTICATION_PROVIDER_PARAM,
        EngineWebUser.class.getName());
    filter.addUrlPatterns("/camunda/*");
    filter.setOrder(1);
    return filter;
  }
}
