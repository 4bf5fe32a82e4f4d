package org.wimdism.cbs;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;
import org.wimdism.wim.ChangeSet;

/**
 * The list of components in the COMPONENTS hive: one key for each manifest of the store, with the
 * identity as text and the SHA-256 of the manifest. An image whose hive has no such list gets none.
 *
 * <p>Windows keeps more there, such as the deployments that a component belongs to; what that
 * consists of is not documented, so it is not written.
 */
final class ComponentRecords {

  private static final String COMPONENTS = "DerivedData\\Components";

  private final Hives hives;
  private final boolean kept;

  private ComponentRecords(Hives hives, boolean kept) {
    this.hives = hives;
    this.kept = kept;
  }

  static ComponentRecords of(ChangeSet changes, Hives hives) {
    String path = Hives.Name.COMPONENTS.path();
    return new ComponentRecords(
        hives, changes.find(path).isPresent() && hasList(changes.hive(path)));
  }

  /** Of an image that is only read. */
  static ComponentRecords none(Hives hives) {
    return new ComponentRecords(hives, false);
  }

  /** Whether the image has such a list. */
  boolean kept() {
    return kept;
  }

  void add(ComponentManifest component) {
    if (kept) {
      Key key = list().createPath(KeyForm.of(component.identity()));
      key.setBinary("identity", text(component.identity()).getBytes(StandardCharsets.UTF_8));
      key.setBinary("S256H", Digests.of("SHA-256", component.bytes()));
    }
  }

  void remove(Identity component) {
    if (kept) {
      list().deleteKey(KeyForm.of(component));
    }
  }

  private Key list() {
    return hives.get(Hives.Name.COMPONENTS).root().createPath(COMPONENTS);
  }

  private static boolean hasList(Path copy) {
    try (Hive hive = Hive.open(copy, false)) {
      return hive.key(COMPONENTS).isPresent();
    }
  }

  private static String text(Identity component) {
    StringBuilder text = new StringBuilder(component.name());
    text.append(", Culture=");
    text.append(component.language().isEmpty() ? "neutral" : component.language());
    append(text, "Type", component.type());
    append(text, "Version", component.version().toString());
    append(text, "PublicKeyToken", component.publicKeyToken());
    append(text, "ProcessorArchitecture", component.architecture());
    boolean nonSxs = component.versionScope().equalsIgnoreCase("nonSxS");
    append(text, "versionScope", nonSxs ? "NonSxS" : component.versionScope());
    return text.toString();
  }

  private static void append(StringBuilder text, String attribute, String value) {
    if (!value.isEmpty()) {
      text.append(", ").append(attribute).append('=').append(value);
    }
  }
}
