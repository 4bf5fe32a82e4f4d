package org.wimdism.wim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The image with its changes on top: what a program would see in the mount folder. */
final class LayeredTree {

  private final ImageTree image;
  private final Overlay changes;

  LayeredTree(ImageTree image, Overlay changes) {
    this.image = image;
    this.changes = changes;
  }

  Optional<Entry> find(String path) {
    String normal = WimPath.normal(path);
    Optional<Overlay.Node> node = changes.node(normal);
    if (node.isPresent()) {
      return Optional.of(node.get().entry());
    }
    return changes.hides(normal) ? Optional.empty() : image.find(normal);
  }

  List<Entry> list(String directory) {
    Optional<Entry> folder = find(directory);
    List<Entry> entries = new ArrayList<>();
    if (folder.isEmpty() || !folder.get().directory()) {
      return entries;
    }
    String path = folder.get().path();
    if (!changes.hides(path)) {
      for (Entry entry : image.find(path).map(e -> image.list(e.path())).orElse(List.of())) {
        if (!changes.hides(entry.path()) && changes.node(entry.path()).isEmpty()) {
          entries.add(entry);
        }
      }
    }
    changes.in(path).forEach(node -> entries.add(node.entry()));
    return entries;
  }

  /** All paths of the file's hard-link group, itself included; nothing for what is no file. */
  List<String> linksOf(String path) {
    Optional<Entry> file = find(path);
    List<String> links = new ArrayList<>();
    if (file.isEmpty() || file.get().directory()) {
      return links;
    }
    Optional<Overlay.Node> node = changes.node(file.get().path());
    if (node.isPresent()) {
      int number = node.get().blob().number();
      for (Overlay.Node other : changes.nodes()) {
        if (other.blob() != null && other.blob().number() == number) {
          links.add(other.path());
        }
      }
    } else {
      for (String link : image.linksOf(file.get())) {
        if (!changes.hides(link) && changes.node(link).isEmpty()) {
          links.add(link);
        }
      }
    }
    return links;
  }
}
