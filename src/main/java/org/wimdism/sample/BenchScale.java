package org.wimdism.sample;

/**
 * How much the benchmark's data is.
 *
 * @param indexes images in the WIM
 * @param components in each image, of three files each, every one of them at two paths
 * @param plainFiles in each image, that belong to no component
 * @param fileBytes of all files of an image together, before they are compressed
 * @param hiveBytes of the SOFTWARE hive
 * @param updates packages to add
 * @param payloadBytes of all updates together
 * @param compressible whether it compresses as Windows does, else not at all
 */
record BenchScale(
    int indexes,
    int components,
    int plainFiles,
    long fileBytes,
    int hiveBytes,
    int updates,
    long payloadBytes,
    boolean compressible) {

  private static final long MIB = 1 << 20;

  static BenchScale named(String name) {
    return switch (name) {
      case "standard" ->
          new BenchScale(2, 5_000, 5_000, 2_000 * MIB, 32 << 20, 20, 150 * MIB, true);
      case "small" -> new BenchScale(2, 1_500, 1_500, 150 * MIB, 8 << 20, 20, 30 * MIB, true);
      case "tiny" -> new BenchScale(2, 60, 60, 4 * MIB, 1 << 20, 2, MIB, true);
      case "large" -> new BenchScale(3, 12_500, 12_500, 4_200 * MIB, 64 << 20, 4, 60 * MIB, false);
      default -> throw new IllegalArgumentException("there is no scale " + name);
    };
  }
}
