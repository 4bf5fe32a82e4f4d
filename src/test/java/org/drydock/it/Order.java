package org.drydock.it;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a schedule is asked for: by default now, with every option off. */
record Order(Map<String, Object> body) {

  static Order of(String image, Collection<String> updates) {
    return new Order(
        Map.of("imageIds", List.of(image), "updateIds", List.copyOf(updates), "start", "now"));
  }

  static Order of(String image, String... updates) {
    return of(image, List.of(updates));
  }

  Order continuingOnError() {
    return with("continueOnError", true);
  }

  Order distributing() {
    return with("updateDistributionPoints", true);
  }

  Order removingSuperseded() {
    return with("removeSupersededUpdates", true);
  }

  Order with(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(body);
    changed.put(name, value);
    return new Order(changed);
  }
}
