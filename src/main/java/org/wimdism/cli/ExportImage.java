package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.wim.Compression;
import org.wimdism.wim.ExportRequest;
import org.wimdism.wim.Images;
import org.wimdism.wim.Progress;
import org.wimdism.wim.WimFile;

/** /Export-Image: copies an image, without what nothing refers to any more, into another WIM. */
final class ExportImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Export-Image",
        null,
        List.of(
            "SourceImageFile:",
            "SourceIndex:",
            "SourceName:",
            "DestinationImageFile:",
            "DestinationName:",
            "Compress:",
            "Bootable",
            "CheckIntegrity"),
        "/SourceImageFile:FILE {/SourceIndex:N or /SourceName:NAME} /DestinationImageFile:FILE"
            + " [/DestinationName:NAME] [/Compress:{fast,max,none,recovery}] [/Bootable] [/CheckIntegrity]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path source = arguments.path("SourceImageFile");
    Path destination = arguments.path("DestinationImageFile");
    int image;
    try (WimFile wim = WimFile.openChecked(source, arguments.has("CheckIntegrity"))) {
      image = ImageChoice.of(arguments, "SourceIndex", "SourceName", wim);
    }
    session.output().line("Exporting image");
    Progress progress = session.output().progress();
    new Images(session.registry())
        .export(
            new ExportRequest(
                source,
                image,
                destination,
                arguments.value("DestinationName").orElse(null),
                compression(arguments.value("Compress").orElse("fast")),
                arguments.has("Bootable"),
                arguments.has("CheckIntegrity")),
            progress);
    progress.percent(100);
    session.log().info("Image " + image + " of " + source + " is exported to " + destination);
    session.output().success();
    return SUCCESS;
  }

  private static Compression compression(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none" -> Compression.NONE;
      case "fast" -> Compression.FAST;
      case "max" -> Compression.MAX;
      case "recovery" -> Compression.RECOVERY;
      default ->
          throw new ServicingError(
              ErrorCode.INVALID_PARAMETER,
              "/Compress:" + name + " is unknown.\nUse fast, max, none or recovery.");
    };
  }
}
