package org.drydock.update;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drydock.host.FolderTree;

/** One of the cabinets with fragments: reads those of the revisions that are wanted. */
final class InnerCabinet {

  /** The largest fragments, of cumulative updates, have a few megabytes. */
  private static final long LARGEST_FRAGMENT = 64L << 20;

  private static final Pattern CORE = Pattern.compile("c/(\\d+)");
  private static final Pattern EXTENDED = Pattern.compile("x/(\\d+)");
  private static final Pattern LOCALIZED = Pattern.compile("l/([^/]+)/(\\d+)");
  private static final Pattern FRAGMENT = Pattern.compile("(?:c|x|l/[^/]+)/(\\d{1,18})");
  private static final String ENGLISH = "en";

  private final String name;
  private final Map<Long, Wanted> wanted;
  private final CabinetExtractor extractor;

  /**
   * @param wanted the revisions to read, by their id
   */
  InnerCabinet(String name, Map<Long, Wanted> wanted, CabinetExtractor extractor) {
    this.name = name;
    this.wanted = wanted;
    this.extractor = extractor;
  }

  /**
   * A revision whose fragments are to be read.
   *
   * @param language of its texts where there are no English ones, or null
   */
  record Wanted(String updateId, String language) {}

  /**
   * @param file the cabinet
   * @param work a folder of the caller's
   */
  List<DescribedRevision> read(Path file, Path work, SynchronizationErrors errors)
      throws IOException {
    try {
      Cabinet cabinet = Cabinet.open(file);
      if (extractor.canPipe()) {
        SynchronizationErrors found = new SynchronizationErrors();
        Reading reading = new Reading(found);
        try {
          extractor.pipe(cabinet, work.resolve(name + ".messages"), reading::take);
          List<DescribedRevision> described = reading.described(found);
          errors.addAll(found);
          return described;
        } catch (UnreadableUpdateException e) { // what came out so far may be cut wrongly
          errors.add(name, null, e.getMessage() + " What is whole in it is read all the same.");
        }
      }
      return salvaged(cabinet, work, errors);
    } catch (UnreadableUpdateException e) {
      errors.add(name, null, e.getMessage());
      return List.of();
    }
  }

  private List<DescribedRevision> salvaged(Cabinet cabinet, Path work, SynchronizationErrors errors)
      throws IOException, UnreadableUpdateException {
    Path folder = work.resolve(name + ".salvaged");
    Reading reading = new Reading(errors);
    try {
      Set<Cabinet.Entry> whole = new HashSet<>(extractor.salvage(cabinet, folder));
      for (Cabinet.Entry entry : cabinet.entries()) {
        if (whole.contains(entry)) {
          try (InputStream content = Files.newInputStream(folder.resolve(entry.name()))) {
            reading.take(entry, content);
          }
        } else {
          reading.lost(entry);
        }
      }
      return reading.described(errors);
    } finally {
      new FolderTree(folder).delete();
    }
  }

  /** What has been read of one revision so far. */
  private static final class Parts {
    private Fragments.Core core;
    private Fragments.Extended extended;
    private Fragments.Localized localized;
    private boolean english;
    private boolean damaged;
  }

  /** Collects fragments in whichever order they come. */
  private final class Reading {

    private final SynchronizationErrors errors;
    private final Map<Long, Parts> parts = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Reading(SynchronizationErrors errors) {
      this.errors = errors;
    }

    void take(Cabinet.Entry entry, InputStream content) throws IOException {
      String path = entry.name().toLowerCase(Locale.ROOT);
      Matcher core = CORE.matcher(path);
      Matcher extended = EXTENDED.matcher(path);
      Matcher localized = LOCALIZED.matcher(path);
      Parts of = new Parts();
      long revisionId = 0;
      try {
        if (core.matches()) {
          revisionId = Long.parseLong(core.group(1));
          of = parts(revisionId);
          if (isNews(of, path, revisionId)) {
            of.core = core(read(entry, content), entry.name(), revisionId);
          }
        } else if (extended.matches()) {
          revisionId = Long.parseLong(extended.group(1));
          of = parts(revisionId);
          if (isNews(of, path, revisionId)) {
            of.extended = OtherFragments.extended(read(entry, content), entry.name());
          }
        } else if (localized.matches()) {
          revisionId = Long.parseLong(localized.group(2));
          of = parts(revisionId);
          takeLocalized(of, localized.group(1), entry, content, revisionId);
        }
      } catch (UnreadableUpdateException e) {
        of.damaged = true;
        errors.add(name + "/" + entry.name(), revisionId, e.getMessage());
      } catch (NumberFormatException e) {
        errors.add(name + "/" + entry.name(), null, "Its name is no revision id.");
      }
    }

    void lost(Cabinet.Entry entry) {
      Matcher fragment = FRAGMENT.matcher(entry.name().toLowerCase(Locale.ROOT));
      if (fragment.matches() && wanted.containsKey(Long.parseLong(fragment.group(1)))) {
        long revisionId = Long.parseLong(fragment.group(1));
        parts.computeIfAbsent(revisionId, id -> new Parts()).damaged = true;
        errors.add(
            name + "/" + entry.name(),
            revisionId,
            "The fragment is damaged. Get the catalogue again; until then the update is known by"
                + " what else is said of it.");
      }
    }

    List<DescribedRevision> described(SynchronizationErrors missing) {
      List<DescribedRevision> described = new ArrayList<>();
      wanted.forEach(
          (revisionId, update) -> {
            Parts of = parts.getOrDefault(revisionId, new Parts());
            if (of.core == null && !of.damaged) {
              missing.add(
                  name + "/c/" + revisionId,
                  revisionId,
                  "The fragment is missing, so nobody can tell where update "
                      + update.updateId()
                      + " belongs. Get the catalogue again.");
            }
            if (of.core != null || of.extended != null || of.localized != null) {
              described.add(
                  new DescribedRevision(
                      revisionId,
                      of.core,
                      of.extended,
                      of.localized,
                      of.core != null && !of.damaged));
            }
          });
      return described;
    }

    /** Parts of a revision nobody wants are null. */
    private Parts parts(long revisionId) {
      return wanted.containsKey(revisionId)
          ? parts.computeIfAbsent(revisionId, id -> new Parts())
          : null;
    }

    private boolean isNews(Parts of, String path, long revisionId) {
      if (of == null) {
        return false;
      }
      if (!names.add(path)) {
        errors.add(name + "/" + path, revisionId, "It is there twice; the first one counts.");
        return false;
      }
      return true;
    }

    private void takeLocalized(
        Parts of, String language, Cabinet.Entry entry, InputStream content, long revisionId)
        throws IOException, UnreadableUpdateException {
      if (of == null || of.english) {
        return;
      }
      boolean english = language.equals(ENGLISH);
      String own = wanted.get(revisionId).language();
      if (english || (language.equalsIgnoreCase(own) && of.localized == null)) {
        of.localized = OtherFragments.localized(read(entry, content), entry.name());
        of.english = english;
      }
    }

    private Fragments.Core core(byte[] content, String fragment, long revisionId)
        throws UnreadableUpdateException {
      Fragments.Core core = CoreFragment.read(content, fragment);
      String expected = wanted.get(revisionId).updateId();
      if (core.updateId() != null && !core.updateId().equals(expected)) {
        throw new UnreadableUpdateException(
            "The fragment "
                + fragment
                + " is of update "
                + core.updateId()
                + ", not "
                + expected
                + ".");
      }
      return core;
    }

    private byte[] read(Cabinet.Entry entry, InputStream content)
        throws IOException, UnreadableUpdateException {
      if (entry.size() > LARGEST_FRAGMENT) {
        throw new UnreadableUpdateException(
            "The fragment " + entry.name() + " has " + entry.size() + " bytes, more than any has.");
      }
      return content.readNBytes((int) entry.size());
    }
  }
}
