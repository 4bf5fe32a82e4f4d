package org.drydock.servicing;

import java.util.List;
import java.util.stream.Collectors;
import org.drydock.image.ImageContents;
import org.drydock.image.ImageIndex;
import org.drydock.update.ImageFacts;
import org.drydock.update.PackageIdentity;
import org.drydock.update.SoftwareUpdate;
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
    for (ImageIndex index : contents.indexes()) {
      ImageFacts facts = ImageApplicability.facts(index, contents.packages());
      for (String updateId : results.applied(run.runNumber(), index.index())) {
        requirePresent(updates.require(updateId), index.index(), facts);
      }
    }
  }

  private static void requirePresent(SoftwareUpdate update, int index, ImageFacts facts) {
    List<PackageIdentity> missing = facts.missingOf(update);
    if (!missing.isEmpty()) {
      throw new ImageNotAsPlannedException(
          "DISM reported that update "
              + update.label()
              + " was applied, but index "
              + index
              + " of the serviced image does not list its package "
              + missing.stream().map(PackageIdentity::toString).collect(Collectors.joining(", "))
              + ". The image was not published. Look into DISM's log of this run.");
    }
  }
}
