package org.wimdism.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wimdism.wim.WimFile;

/** What the XML of a WIM says about one image, in DISM's lines. */
final class ImageListing {

  private static final String UNDEFINED = "<undefined>";

  /** From 1601, where Windows counts from, to 1970, in units of 100 nanoseconds. */
  private static final long EPOCH_DIFFERENCE = 116_444_736_000_000_000L;

  private static final long TICKS_PER_SECOND = 10_000_000;

  private final WimFile wim;
  private final int image;

  ImageListing(WimFile wim, int image) {
    this.wim = wim;
    this.image = image;
  }

  List<String> summary() {
    List<String> lines = new ArrayList<>();
    lines.add("Index : " + image);
    lines.add("Name : " + text("NAME"));
    lines.add("Description : " + text("DESCRIPTION"));
    lines.add("Size : " + grouped("TOTALBYTES") + " bytes");
    return lines;
  }

  List<String> details() {
    List<String> lines = summary();
    lines.add("WIM Bootable : " + (wim.header().bootIndex() == image ? "Yes" : "No"));
    lines.add("Architecture : " + architecture());
    lines.add("Hal : " + text("WINDOWS/HAL"));
    lines.add("Version : " + version());
    lines.add("ServicePack Build : " + text("WINDOWS/VERSION/SPBUILD"));
    lines.add("ServicePack Level : " + text("WINDOWS/VERSION/SPLEVEL"));
    lines.add("Edition : " + text("WINDOWS/EDITIONID"));
    lines.add("Installation : " + text("WINDOWS/INSTALLATIONTYPE"));
    lines.add("ProductType : " + text("WINDOWS/PRODUCTTYPE"));
    lines.add("ProductSuite : " + text("WINDOWS/PRODUCTSUITE"));
    lines.add("System Root : " + text("WINDOWS/SYSTEMROOT"));
    lines.add("Directories : " + text("DIRCOUNT"));
    lines.add("Files : " + text("FILECOUNT"));
    lines.add("Created : " + time("CREATIONTIME"));
    lines.add("Modified : " + time("LASTMODIFICATIONTIME"));
    lines.add("Languages :");
    lines.addAll(languages());
    return lines;
  }

  private String text(String property) {
    return wim.property(image, property).filter(text -> !text.isEmpty()).orElse(UNDEFINED);
  }

  private String grouped(String property) {
    return String.format(
        Locale.US, "%,d", Long.parseLong(wim.property(image, property).orElse("0")));
  }

  private String architecture() {
    return switch (text("WINDOWS/ARCH")) {
      case "0" -> "x86";
      case "5" -> "arm";
      case "6" -> "ia64";
      case "9" -> "x64";
      case "12" -> "arm64";
      default -> UNDEFINED;
    };
  }

  private String version() {
    Optional<String> build = wim.property(image, "WINDOWS/VERSION/BUILD");
    return build.isEmpty()
        ? UNDEFINED
        : text("WINDOWS/VERSION/MAJOR") + "." + text("WINDOWS/VERSION/MINOR") + "." + build.get();
  }

  /** A FILETIME, which the XML writes as two 32-bit halves in hexadecimal. */
  private String time(String property) {
    Optional<String> high = wim.property(image, property + "/HIGHPART");
    Optional<String> low = wim.property(image, property + "/LOWPART");
    if (high.isEmpty() || low.isEmpty()) {
      return UNDEFINED;
    }
    long ticks = Long.decode(high.get()) << 32 | Long.decode(low.get());
    ZonedDateTime time =
        Instant.ofEpochSecond((ticks - EPOCH_DIFFERENCE) / TICKS_PER_SECOND)
            .atZone(ZoneId.systemDefault());
    return String.format(Locale.ROOT, "%1$tm/%1$td/%1$tY - %1$tH:%1$tM:%1$tS", time);
  }

  private List<String> languages() {
    List<String> lines = new ArrayList<>();
    String standard = wim.property(image, "WINDOWS/LANGUAGES/DEFAULT").orElse("");
    for (int i = 1; ; i++) {
      Optional<String> language = wim.property(image, "WINDOWS/LANGUAGES/LANGUAGE[" + i + "]");
      if (language.isEmpty()) {
        return lines;
      }
      lines.add("\t" + language.get() + (language.get().equals(standard) ? " (Default)" : ""));
    }
  }
}
