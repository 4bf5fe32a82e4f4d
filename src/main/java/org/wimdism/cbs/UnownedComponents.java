package org.wimdism.cbs;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;
import org.wimdism.hive.Value;

/**
 * Components that a package listed when they were in the image already without belonging to any
 * package: they stay when the package goes. Nothing else in an image tells, so wimdism keeps this
 * list of its own in the SOFTWARE hive.
 */
final class UnownedComponents {

  private static final String LIST = "wimdism\\Unowned Components";

  private final Hive software;

  UnownedComponents(Hive software) {
    this.software = software;
  }

  /** Their key forms. */
  Set<String> keyForms() {
    return software.key(LIST).map(Key::values).stream()
        .flatMap(Collection::stream)
        .map(Value::name)
        .collect(Collectors.toSet());
  }

  /** Takes those out that a package brings. */
  void remove(Collection<String> keyForms) {
    software.key(LIST).ifPresent(list -> keyForms.forEach(list::deleteValue));
  }

  void add(Collection<String> keyForms) {
    if (!keyForms.isEmpty()) {
      Key list = software.root().createPath(LIST);
      keyForms.forEach(each -> list.setDword(each, 1));
    }
  }
}
