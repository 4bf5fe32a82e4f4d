package org.drydock.servicing;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.drydock.image.ImageContents;
import org.drydock.image.InstalledPackage;
import org.drydock.update.PackageMetadata;
import org.drydock.update.UpdateCatalog;
import org.springframework.stereotype.Component;

/** Compares the packages in a serviced image with what the run applied, before it is published. */
@Component
public class ServicedImageCheck {

  private final UpdateResults results;
  private final UpdateCatalog updates;

  ServicedImageCheck(UpdateResults results, UpdateCatalog updates) {
    this.results = results;
    this.updates = updates;
  }

  /**
   * @throws ImageNotAsPlannedException naming the first update that is not in the image
   */
  public void check(Run run, ImageContents contents) {
    for (int index : contents.indexes().stream().map(found -> found.index()).toList()) {
      Set<String> present =
          contents.packages().stream()
              .filter(found -> found.index() == index)
              .map(InstalledPackage::identity)
              .map(identity -> identity.toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
      for (String updateId : results.applied(run.runNumber(), index)) {
        requirePresent(updateId, index, present);
      }
    }
  }

  private void requirePresent(String updateId, int index, Set<String> present) {
    List<String> wanted =
        updates.require(updateId).packages().stream()
            .map(PackageMetadata::identity)
            .map(Object::toString)
            .toList();
    boolean found =
        wanted.stream().anyMatch(identity -> present.contains(identity.toLowerCase(Locale.ROOT)));
    if (!found) {
      throw new ImageNotAsPlannedException(
          "DISM reported that update "
              + updates.require(updateId).label()
              + " was applied, but index "
              + index
              + " of the serviced image does not list its package "
              + String.join(", ", wanted)
              + ". The image was not published. Look into DISM's log of this run.");
    }
  }
}
