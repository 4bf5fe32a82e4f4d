package org.wimdism.cbs;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.Entry;
import org.wimdism.wim.MountedImage;

/**
 * The component store of an image (WinSxS). Folder names only narrow the search: what a component
 * is, its manifest says.
 */
final class ComponentStore {

  static final String FOLDER = "Windows/WinSxS";
  static final String MANIFESTS = FOLDER + "/Manifests";
  private static final String SUFFIX = ".manifest";

  private final MountedImage image;
  private final Map<String, ComponentManifest> known = new HashMap<>();
  private TreeSet<String> names;

  ComponentStore(MountedImage image) {
    this.image = image;
  }

  static String folderOf(Identity component) {
    return FOLDER + "/" + KeyForm.of(component);
  }

  static String manifestOf(Identity component) {
    return MANIFESTS + "/" + KeyForm.of(component) + SUFFIX;
  }

  /** The key forms of all components. */
  NavigableSet<String> names() {
    if (names == null) {
      names = new TreeSet<>();
      for (Entry entry : image.list(MANIFESTS)) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(SUFFIX)) {
          names.add(name.substring(0, name.length() - SUFFIX.length()));
        }
      }
    }
    return names;
  }

  /** The component stored under a key form; empty where its manifest cannot be read. */
  Optional<ComponentManifest> read(String keyForm) {
    return Optional.ofNullable(known.computeIfAbsent(keyForm, this::parse));
  }

  boolean contains(Identity component) {
    String keyForm = KeyForm.of(component);
    return names().contains(keyForm)
        && read(keyForm).filter(found -> found.identity().sameAs(component)).isPresent();
  }

  /** All versions of a component, in no order. */
  List<Identity> versionsOf(Identity component) {
    return likeNamed(component).stream().filter(component::sameComponent).toList();
  }

  /** All versions of a component, whatever their major and minor parts. */
  List<Identity> anyVersionOf(Identity component) {
    return likeNamed(component).stream().filter(component::sameButVersion).toList();
  }

  /** Whether a higher version of the component is there. */
  boolean hasNewer(Identity component) {
    return versionsOf(component).stream()
        .anyMatch(other -> other.version().compareTo(component.version()) > 0);
  }

  /** The component in every language the store has, in this version. */
  List<Identity> anyLanguage(Identity component) {
    return likeNamed(component).stream()
        .filter(
            other ->
                other.name().equalsIgnoreCase(component.name())
                    && other.architecture().equalsIgnoreCase(component.architecture())
                    && other.version().equals(component.version()))
        .toList();
  }

  /** The highest version of the component; nothing for a side-by-side assembly. */
  Optional<ComponentManifest> inForce(Identity component) {
    return versionsOf(component).stream()
        .max(Comparator.comparing(Identity::version))
        .flatMap(highest -> read(KeyForm.of(highest)));
  }

  /** Takes note of a component that is being added. */
  void add(ComponentManifest manifest) {
    String keyForm = KeyForm.of(manifest.identity());
    names().add(keyForm);
    known.put(keyForm, manifest);
  }

  /** Takes note of a component that is being removed. */
  void remove(Identity component) {
    names().remove(KeyForm.of(component));
  }

  private List<Identity> likeNamed(Identity component) {
    String prefix = KeyForm.prefix(component);
    return names().subSet(prefix, prefix + Character.MAX_VALUE).stream()
        .map(this::read)
        .flatMap(Optional::stream)
        .map(ComponentManifest::identity)
        .toList();
  }

  private ComponentManifest parse(String keyForm) {
    String path = MANIFESTS + "/" + keyForm + SUFFIX;
    try {
      return ComponentManifestReader.read(image.read(path), path);
    } catch (ServicingError e) {
      if (e.code() == ErrorCode.NOT_SUPPORTED || e.code() == Fault.MANIFEST_BROKEN.code()) {
        // Compressed or damaged: unknown components are neither superseded nor removed.
        return null;
      }
      throw e;
    }
  }
}
