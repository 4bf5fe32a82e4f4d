package org.drydock.site;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What happens to the content library by itself.
 *
 * @param removeUnneededAfter how long a file stays that nothing needs, before retention removes it;
 *     null for ever
 */
@ConfigurationProperties("drydock.updates.content")
public record ContentProperties(Duration removeUnneededAfter) {}
