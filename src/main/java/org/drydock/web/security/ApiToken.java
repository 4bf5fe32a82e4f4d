package org.drydock.web.security;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * A key with which a program acts as a user.
 *
 * @param hash SHA-256 of the secret, in hexadecimal; the secret itself is kept nowhere
 */
record ApiToken(@Id Long id, String name, String userName, String hash, Instant createdAt) {}
