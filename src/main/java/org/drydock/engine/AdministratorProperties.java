package org.drydock.engine;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The first administrator, made when there is none.
 *
 * @param password the password of the user {@code admin}; null has one generated and written to the
 *     data folder
 */
@ConfigurationProperties("drydock.admin")
record AdministratorProperties(String password) {}
