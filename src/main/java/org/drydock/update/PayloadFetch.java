package org.drydock.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.drydock.host.LocalHost;
import org.drydock.update.PayloadPlaces.Place;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gets one file from the first place that has it, checked, into the content library. */
@Component
class PayloadFetch {

  private static final Logger LOG = LoggerFactory.getLogger(PayloadFetch.class);

  private static final int CHUNK = 1 << 20;

  private final PayloadPlaces places;
  private final HttpDownload http;
  private final ContentLibrary library;
  private final UpdateIntake intake;
  private final LocalHost host;

  PayloadFetch(
      PayloadPlaces places,
      HttpDownload http,
      ContentLibrary library,
      UpdateIntake intake,
      LocalHost host) {
    this.places = places;
    this.http = http;
    this.library = library;
    this.intake = intake;
    this.host = host;
  }

  /**
   * @throws DownloadFailedException when no place gave the file
   * @throws UnreadableUpdateException when it arrived whole and is no update that can be read
   */
  UpdateIntake.Taken fetch(PayloadFile file, FetchControl control)
      throws IOException, UnreadableUpdateException {
    Path folder = library.partialFolder();
    List<DownloadFailedException> failures = new ArrayList<>();
    for (Place place : places.of(file)) {
      try (PartialFile partial = new PartialFile(folder, file.sha1())) {
        checkRoom(file, partial);
        Digests digests = arrived(place, file, partial, control);
        control.confirmOwnership();
        try (ContentLibrary.Arrival arrival = library.adopt(partial.path(), digests.sha256())) {
          partial.discard();
          return intake.take(arrival, file.fileName());
        }
      } catch (DownloadFailedException e) {
        LOG.info("{} did not come from {}: {}", file.fileName(), place, e.getMessage());
        failures.add(e);
      }
    }
    throw together(failures);
  }

  private Digests arrived(Place place, PayloadFile file, PartialFile partial, FetchControl control)
      throws IOException {
    boolean resumed = fill(place, file, partial, control);
    Digests digests = digests(partial, control);
    if (!matches(digests, file) && resumed) { // the earlier part may be of another file
      partial.discard();
      fill(place, file, partial, control);
      digests = digests(partial, control);
    }
    if (!matches(digests, file)) {
      partial.discard();
      boolean first = !digests.sha1().equals(file.sha1());
      throw new DownloadFailedException(
          "What "
              + place
              + " has is not the file that the catalogue means: its "
              + (first ? "SHA-1 is " + digests.sha1() : "SHA-256 is " + digests.sha256())
              + " instead of "
              + (first ? file.sha1() : file.sha256())
              + ". It was thrown away.");
    }
    return digests;
  }

  private boolean fill(Place place, PayloadFile file, PartialFile partial, FetchControl control)
      throws IOException {
    if (partial.size() == file.size()) { // a server ended after the last byte had arrived
      return true;
    }
    if (place.file() == null) {
      return http.fetch(place.address(), file.size(), partial, control);
    }
    copy(place.file(), file, partial, control);
    return false;
  }

  private static void copy(Path source, PayloadFile file, PartialFile partial, FetchControl control)
      throws IOException {
    long size = Files.size(source);
    if (size != file.size()) {
      throw new DownloadFailedException(
          "%s has %,d bytes, the catalogue says %,d.".formatted(source, size, file.size()));
    }
    partial.restart(source.toString(), Optional.empty());
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(CHUNK);
      while (in.read(buffer) >= 0) {
        control.checkCancelled();
        partial.append(buffer.flip());
        buffer.clear();
        control.arrived(partial.size());
      }
    }
    partial.sync();
  }

  private static Digests digests(PartialFile partial, FetchControl control) throws IOException {
    return Digests.of(
        partial.path(),
        () -> {
          control.checkCancelled();
          return false;
        });
  }

  private static boolean matches(Digests digests, PayloadFile file) {
    return digests.sha1().equals(file.sha1())
        && (file.sha256() == null || digests.sha256().equals(file.sha256()));
  }

  /** What is missing, and once more the file, which may be unpacked to be read. */
  private void checkRoom(PayloadFile file, PartialFile partial) throws IOException {
    long need = file.size() - partial.size() + file.size();
    long free = host.freeSpace(partial.path());
    if (free < need) {
      throw new DownloadFailedException(
          "The disk of %s has %,d bytes free; this file needs %,d, with the room to look into it. Free some space there."
              .formatted(partial.path().getParent(), free, need));
    }
  }

  private static DownloadFailedException together(List<DownloadFailedException> failures) {
    String reasons =
        String.join(" ", failures.stream().map(Throwable::getMessage).distinct().toList());
    return failures.stream().anyMatch(DownloadFailedException::mayPass)
        ? new DownloadFailedException(reasons, failures.get(0))
        : new DownloadRefusedException(reasons);
  }
}
