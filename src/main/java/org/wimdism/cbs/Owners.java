package org.wimdism.cbs;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.ComponentManifest.RegistrySetting;

/**
 * The paths and registry keys outside of the store that some component in force has. Only the
 * manifests tell, so all of them are read.
 */
final class Owners {

  private final Hives hives;
  private final String architecture;
  private final Set<String> paths = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> keys = new HashSet<>();
  private boolean complete = true;

  private Owners(ServicedImage serviced) {
    hives = serviced.hives();
    architecture = serviced.architecture();
  }

  static Owners of(ServicedImage serviced) {
    Owners owners = new Owners(serviced);
    ComponentStore store = serviced.store();
    for (String keyForm : store.names()) {
      Optional<ComponentManifest> component = store.read(keyForm);
      if (component.isEmpty()) {
        owners.complete = false;
      } else if (!store.hasNewer(component.get().identity())) {
        owners.add(component.get());
      }
    }
    return owners;
  }

  /** Whether every manifest could be read; else what seems to have no owner may have one. */
  boolean complete() {
    return complete;
  }

  /** Whether one of them has the file or folder, or might have it. */
  boolean ownsPath(String path) {
    return paths.contains(lower(path)) || names.contains(nameIn(path));
  }

  boolean ownsKey(KeyPlace place) {
    return keys.contains(key(place));
  }

  boolean ownsValue(KeyPlace place, String name) {
    return keys.contains(value(place, name));
  }

  private void add(ComponentManifest component) {
    boolean thirtyTwoBit = ComponentEffects.isThirtyTwoBit(component.identity(), architecture);
    for (PayloadFile file : component.files()) {
      try {
        ComponentEffects.destination(file, thirtyTwoBit).map(Owners::lower).ifPresent(paths::add);
      } catch (Unsupported e) {
        // Somewhere in the image: every file of that name may be this one.
        names.add(nameIn(file.name()));
      }
    }
    for (String directory : component.directories()) {
      try {
        paths.add(lower(ComponentEffects.folder(directory, thirtyTwoBit)));
      } catch (Unsupported e) {
        names.add(nameIn(directory.replace('\\', '/').replaceAll("/$", "")));
      }
    }
    for (RegistrySetting setting : component.registry()) {
      try {
        KeyPlace place = KeyPlace.of(setting.key(), thirtyTwoBit);
        keys.add(key(place));
        keys.add(value(place, setting.name()));
      } catch (Unsupported e) {
        // In a hive that wimdism writes nothing to.
        continue;
      }
    }
  }

  private String key(KeyPlace place) {
    return lower(place.hive() + "\\" + place.in(hives));
  }

  private String value(KeyPlace place, String name) {
    return key(place) + "\\\\" + lower(name);
  }

  private static String nameIn(String path) {
    return lower(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
