package org.wimdism.cbs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wimdism.cbs.ComponentEffects.PlacedFile;
import org.wimdism.cbs.ComponentManifest.PayloadFile;
import org.wimdism.cbs.PlannedComponent.PlannedFile;

/** Joins what a component's manifest asks for with the files of the package. */
final class ComponentPlanner {

  private final PackageContents contents;
  private final String imageArchitecture;

  ComponentPlanner(PackageContents contents, String imageArchitecture) {
    this.contents = contents;
    this.imageArchitecture = imageArchitecture;
  }

  /**
   * Resolves a component of the package.
   *
   * @throws Unsupported with the first element that wimdism cannot carry out
   */
  PlannedComponent plan(ComponentManifest component) throws Unsupported {
    ComponentEffects effects = ComponentEffects.of(component, imageArchitecture);
    List<PlannedFile> files = new ArrayList<>();
    for (PlacedFile placed : effects.files()) {
      files.add(
          new PlannedFile(placed.file(), source(component, placed.file()), placed.destination()));
    }
    return new PlannedComponent(component, files, effects.directories(), effects.registry());
  }

  private Path source(ComponentManifest component, PayloadFile file) {
    return contents
        .payload(component, file)
        .orElseThrow(
            () ->
                Fault.SOURCE_NOT_FOUND.with(
                    contents.name()
                        + " does not hold "
                        + file.name()
                        + " of "
                        + component.identity()
                        + "."));
  }
}
