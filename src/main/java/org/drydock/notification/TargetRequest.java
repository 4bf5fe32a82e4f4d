package org.drydock.notification;

import java.util.List;

/**
 * A target somebody wants: either a webhook with a URL, or e-mail with addresses.
 *
 * @param name null for its host or addresses
 * @param url of a webhook
 * @param secret what a webhook is signed with; null keeps the one there is, an empty one removes it
 * @param to e-mail addresses, separated by commas
 * @param events which events; null for all but {@code occurrence-skipped}
 */
public record TargetRequest(
    String name, String url, String secret, String to, List<String> events) {

  @Override
  public String toString() {
    return "TargetRequest " + name;
  }
}
