package org.wimdism.wim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/**
 * The changes made to a mounted image: what is added or replaced, and what of the image is gone.
 *
 * <p>Both are kept by the key of the path, see {@link WimPath#key}. A deletion hides the image's
 * path and everything below it; an added node lies on top.
 */
final class Overlay {

  /** A changed file's content, in the overlay's folder of files under its number. */
  record Blob(int number, long size, String sha1) {}

  /**
   * @param path in the spelling it has or gets in the image
   * @param blob null for a folder
   */
  record Node(String path, Blob blob) {

    private static final int NORMAL = 0x80;
    private static final int DIRECTORY = 0x10;

    Entry entry() {
      return blob == null
          ? new Entry(path, true, 0, "", DIRECTORY, 0)
          : new Entry(path, false, blob.size(), blob.sha1(), NORMAL, -blob.number());
    }
  }

  private final TreeMap<String, Node> nodes;
  private final TreeMap<String, String> deleted;

  Overlay() {
    this(new TreeMap<>(), new TreeMap<>());
  }

  private Overlay(TreeMap<String, Node> nodes, TreeMap<String, String> deleted) {
    this.nodes = nodes;
    this.deleted = deleted;
  }

  Overlay copy() {
    return new Overlay(new TreeMap<>(nodes), new TreeMap<>(deleted));
  }

  boolean isEmpty() {
    return nodes.isEmpty() && deleted.isEmpty();
  }

  Optional<Node> node(String path) {
    return Optional.ofNullable(nodes.get(WimPath.key(path)));
  }

  /** Whether the path, or a folder it is in, was deleted from the image. */
  boolean hides(String path) {
    if (deleted.isEmpty()) {
      return false;
    }
    for (String key = WimPath.key(path); !key.isEmpty(); key = WimPath.parent(key)) {
      if (deleted.containsKey(key)) {
        return true;
      }
    }
    return false;
  }

  void put(Node node) {
    nodes.put(WimPath.key(node.path()), node);
  }

  /** Takes away added nodes at and below the path. */
  void drop(String path) {
    String key = WimPath.key(path);
    nodes.remove(key);
    below(nodes, key).clear();
  }

  /** Hides a path of the image with everything below it. */
  void hide(String path) {
    String key = WimPath.key(path);
    below(deleted, key).clear();
    deleted.put(key, path);
  }

  /** Added nodes directly in a folder. */
  List<Node> in(String folder) {
    String key = WimPath.key(folder);
    List<Node> children = new ArrayList<>();
    Collection<Node> candidates = key.isEmpty() ? nodes.values() : below(nodes, key).values();
    for (Node node : candidates) {
      if (WimPath.key(WimPath.parent(node.path())).equals(key)) {
        children.add(node);
      }
    }
    return children;
  }

  /** All added nodes, folders before what is in them. */
  Collection<Node> nodes() {
    return nodes.values();
  }

  Collection<String> deletedPaths() {
    return deleted.values();
  }

  Set<Integer> blobNumbers() {
    Set<Integer> numbers = new HashSet<>();
    for (Node node : nodes.values()) {
      if (node.blob() != null) {
        numbers.add(node.blob().number());
      }
    }
    return numbers;
  }

  /** One line per change; see {@link #load}. */
  String format() {
    StringBuilder text = new StringBuilder();
    deleted.values().forEach(path -> text.append("deleted\t").append(path).append('\n'));
    for (Node node : nodes.values()) {
      Blob blob = node.blob();
      if (blob == null) {
        text.append("folder\t").append(node.path()).append('\n');
      } else {
        text.append("file\t").append(blob.number()).append('\t').append(blob.size());
        text.append('\t').append(blob.sha1()).append('\t').append(node.path()).append('\n');
      }
    }
    return text.toString();
  }

  /** Reads a journal; one that does not exist holds no changes. */
  static Overlay load(Path journal) {
    Overlay overlay = new Overlay();
    try {
      if (Files.exists(journal)) {
        Files.readAllLines(journal).forEach(overlay::read);
      }
      return overlay;
    } catch (IOException | IllegalArgumentException e) {
      throw new ServicingError(
          ErrorCode.MOUNT_INVALID,
          "The record of changes "
              + journal
              + " cannot be read: "
              + e
              + ".\nDiscard the mount: /Unmount-Image /Discard.",
          e);
    }
  }

  private void read(String line) {
    String[] fields = line.split("\t");
    String path = fields[fields.length - 1];
    switch (fields[0]) {
      case "deleted" -> hide(path);
      case "folder" -> put(new Node(path, null));
      case "file" -> {
        if (fields.length != 5) {
          throw new IllegalArgumentException("line \"" + line + "\"");
        }
        put(
            new Node(
                path, new Blob(Integer.parseInt(fields[1]), Long.parseLong(fields[2]), fields[3])));
      }
      default -> throw new IllegalArgumentException("line \"" + line + "\"");
    }
  }

  private static <T> SortedMap<String, T> below(TreeMap<String, T> map, String key) {
    // '0' is the character after '/'.
    return map.subMap(key + "/", key + "0");
  }
}
