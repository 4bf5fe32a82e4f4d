package org.drydock.it;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a schedule is asked for: by default now, with every option off. */
public record Order(Map<String, Object> body) {

  public static Order of(String image, Collection<String> updates) {
    return new Order(
        Map.of("imageIds", List.of(image), "updateIds", List.copyOf(updates), "start", "now"));
  }

  public static Order of(String image, String... updates) {
    return of(image, List.of(updates));
  }

  public Order continuingOnError() {
    return with("continueOnError", true);
  }

  public Order distributing() {
    return with("updateDistributionPoints", true);
  }

  public Order removingSuperseded() {
    return with("removeSupersededUpdates", true);
  }

  public Order with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(body);
    changed.put(name, value);
    return new Order(changed);
  }
}
