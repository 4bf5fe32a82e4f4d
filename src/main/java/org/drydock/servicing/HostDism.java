package org.drydock.servicing;

import java.util.List;
import java.util.Optional;
import org.drydock.dism.Dism;
import org.drydock.image.ImageIndex;
import org.drydock.image.ImageLibrary;
import org.drydock.update.PackageVersion;
import org.springframework.stereotype.Component;

/** Sees to it that no image is serviced by a DISM that is older than its Windows. */
@Component
public class HostDism {

  private final Dism dism;
  private final ImageLibrary images;
  private String version;

  HostDism(Dism dism, ImageLibrary images) {
    this.dism = dism;
    this.images = images;
  }

  /**
   * To be called on the host of the run.
   *
   * @return the version of the host's DISM
   * @throws ImageNewerThanDismException naming the first index that is too new
   */
  public synchronized String check(Run run, List<Integer> indexes) {
    if (version == null || tooNew(run, indexes).isPresent()) {
      version = dism.version(); // it may have been replaced since it was read
    }
    tooNew(run, indexes)
        .ifPresent(
            index -> {
              throw new ImageNewerThanDismException(
                  ("Index %d of image %s is Windows %s; the DISM of host %s is %s and too old for"
                          + " it. The image stays as it is. Install a DISM at least as new as the"
                          + " image there, such as that of the current Windows ADK, and name it in"
                          + " drydock.dism.command; or service the image on another host.")
                      .formatted(
                          index.index(), run.imageId(), index.version(), run.host(), version));
            });
    return version;
  }

  private Optional<ImageIndex> tooNew(Run run, List<Integer> indexes) {
    Optional<PackageVersion> own = build(version);
    return images.indexes(run.imageId(), run.baseVersion()).stream()
        .filter(index -> indexes.contains(index.index()))
        .filter(
            index ->
                own.isPresent()
                    && build(index.version()).filter(of -> !own.get().isAtLeast(of)).isPresent())
        .findFirst();
  }

  /** Updates raise the revision, of which DISM is independent. */
  private static Optional<PackageVersion> build(String text) {
    try {
      PackageVersion parsed = PackageVersion.parse(text);
      return Optional.of(new PackageVersion(parsed.major(), parsed.minor(), parsed.build(), 0));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not a Windows image, or it does not say
    }
  }
}
