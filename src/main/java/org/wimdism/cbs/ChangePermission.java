package org.wimdism.cbs;

import java.util.Map;
import java.util.function.Consumer;
import org.wimdism.wim.MountedImage;

/** Decides whether wimdism may change the component store of an image. */
public record ChangePermission(Map<String, String> environment, Consumer<String> warning) {

  private static final String EXPERIMENTAL = "WIMDISM_EXPERIMENTAL_REAL_IMAGES";
  private static final String DERIVED = "DerivedData";
  private static final String REASON =
      "This image is a real Windows (its COMPONENTS hive has DerivedData). Nobody has shown that"
          + " Windows accepts a component store changed by another program than DISM.";

  /** Throws error 50 for real Windows images, unless the experiment was asked for. */
  public void require(MountedImage image) {
    if (!isRealWindows(image)) {
      return;
    }
    if ("1".equals(environment.get(EXPERIMENTAL))) {
      warning.accept(REASON + " It is changed all the same because " + EXPERIMENTAL + "=1 is set.");
      return;
    }
    throw Fault.NOT_SUPPORTED.with(
        REASON
            + "\nService it on Windows with DISM.exe, or set "
            + EXPERIMENTAL
            + "=1 to try it on a copy.");
  }

  private static boolean isRealWindows(MountedImage image) {
    if (image.find(Hives.Name.COMPONENTS.path()).isEmpty()) {
      return false;
    }
    try (Hives hives = Hives.reading(image)) {
      return hives.get(Hives.Name.COMPONENTS).key(DERIVED).isPresent();
    }
  }
}
