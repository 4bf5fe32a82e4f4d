package org.wimdism.sample;

import java.util.Locale;

/** The components of the benchmark's Windows, as they are in the image and in an update. */
final class BenchSystem {

  private static final int FILES_PER_COMPONENT = 3;
  private static final int AREAS = 40;

  /** Sizes differ as those of Windows do: many small files, few large ones. */
  private static final double[] SPREAD = {0.04, 0.08, 0.15, 0.25, 0.4, 0.6, 0.9, 1.4, 2.2, 3.98};

  private final BenchScale scale;

  BenchSystem(BenchScale scale) {
    this.scale = scale;
  }

  /** A component of the image before any update. */
  SampleComponent base(int number) {
    // A tenth of the bytes is in files of no component.
    long average = scale.fileBytes() * 9 / 10 / scale.components() / FILES_PER_COMPONENT;
    return component("Feature", number, SampleSystem.BASE, average);
  }

  /** A newer version of a component of the image. */
  SampleComponent newer(int number, String version) {
    return component("Feature", number, version, updateAverage());
  }

  /** A component that the image does not have. */
  SampleComponent addition(int number, String version) {
    return component("Addition", number, version, updateAverage());
  }

  byte[] plainFile(String name) {
    long average = scale.fileBytes() / 10 / scale.plainFiles();
    return content(name, SampleSystem.BASE, average);
  }

  /** Components of one update; half of them are new. */
  static int componentsPerUpdate() {
    return 10;
  }

  private long updateAverage() {
    return scale.payloadBytes() / scale.updates() / componentsPerUpdate() / FILES_PER_COMPONENT;
  }

  private SampleComponent component(String kind, int number, String version, long average) {
    String name = "Microsoft-Windows-%s-%05d".formatted(kind, number);
    SampleComponent component = SampleComponent.named(name, "amd64", version);
    String folder = "$(runtime.system32)\\area%02d".formatted(number % AREAS);
    for (int i = 0; i < FILES_PER_COMPONENT; i++) {
      String file = "%s%05d%c.dll".formatted(kind.toLowerCase(Locale.ROOT), number, 'a' + i);
      component.with(file, folder, content(file, version, average));
    }
    return component;
  }

  private byte[] content(String name, String version, long average) {
    double factor = SPREAD[Math.floorMod((name + version).hashCode(), SPREAD.length)];
    int size = (int) Math.max(64, average * factor);
    return scale.compressible()
        ? ProgramLikeData.of(name, version, size)
        : ProgramLikeData.incompressible(name + "|" + version, size);
  }
}
