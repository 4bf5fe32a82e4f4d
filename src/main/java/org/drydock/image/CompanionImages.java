package org.drydock.image;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.drydock.dism.Dism;
import org.drydock.dism.DismCall;
import org.drydock.dism.DismException;
import org.drydock.dism.DismSession;
import org.drydock.dism.ImageSummary;
import org.springframework.stereotype.Component;

/** Looks for the images that come with another one, and reads their versions. */
@Component
class CompanionImages {

  private static final Path WINRE = Path.of("Windows", "System32", "Recovery", "winre.wim");

  private final Dism dism;

  CompanionImages(Dism dism) {
    this.dism = dism;
  }

  /** The recovery environment in a mounted index. */
  Optional<CompanionImage> recovery(
      Path mountDir, int index, DismSession session, BooleanSupplier cancelled) {
    String name = "WinRE of index " + index;
    try {
      return Optional.of(
          new CompanionImage(name, version(mountDir.resolve(WINRE), 1, session, cancelled)));
    } catch (DismException e) {
      return e.isNotFound() ? Optional.empty() : Optional.of(new CompanionImage(name, null));
    }
  }

  /** Each image of a boot.wim. */
  List<CompanionImage> boot(Path wim, DismSession session, BooleanSupplier cancelled) {
    List<CompanionImage> images = new ArrayList<>();
    try {
      for (ImageSummary image : dism.run(new DismCall.ImageInfo(wim), session, cancelled)) {
        images.add(
            new CompanionImage(
                "boot.wim, index %d (%s)".formatted(image.index(), image.name()),
                version(wim, image.index(), session, cancelled)));
      }
    } catch (DismException e) {
      images.add(new CompanionImage("boot.wim", null));
    }
    return images;
  }

  private String version(Path wim, int index, DismSession session, BooleanSupplier cancelled) {
    return dism.run(new DismCall.ImageDetails(wim, index), session, cancelled).fullVersion();
  }
}
