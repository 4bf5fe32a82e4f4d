package org.drydock.update;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of categories that a catalogue refers to without describing them. */
final class CategoryNames {

  private static final Map<String, String> CLASSIFIED =
      Map.of(
          "0fa1201d-4330-4fa8-8ae9-b877473b6441", "Security Updates",
          "28bc880e-0592-4cbf-8f95-c79b17911d5f", "Update Rollups",
          "68c5b0a3-d1a6-4553-ae49-01d3a7827828", "Service Packs",
          "e6cf1350-c01b-414d-a61f-263d14d133b4", "Critical Updates",
          "cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83", "Updates");

  private static final Map<String, String> PRODUCTS =
      Map.of(
          "569e8e8f-c6cd-42c8-92a3-efbb20a0f6f5", "Windows Server 2016",
          "f702a48c-919b-45d6-9aef-ca4248d50397", "Windows Server 2019",
          "71718f13-7324-4b0f-8f9e-2ca9dc978e53", "Windows Server 2022",
          "b256987d-4693-4c87-955d-dbb9341205eb", "Windows Server 2025");

  /** Among prerequisites they are no conditions. */
  static final Set<String> CLASSIFICATIONS = CLASSIFIED.keySet();

  static final Map<String, String> KNOWN =
      Stream.of(CLASSIFIED, PRODUCTS)
          .flatMap(names -> names.entrySet().stream())
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private CategoryNames() {}
}
