package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import org.wimdism.wim.WimFile;

/** /Get-ImageInfo: lists the images of a file, or one image in detail. */
final class GetImageInfo implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Get-ImageInfo",
        "Get-WimInfo",
        List.of("ImageFile:", "Index:", "Name:"),
        "/ImageFile:FILE [/Index:N or /Name:NAME]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path file = arguments.path("ImageFile");
    try (WimFile wim = WimFile.open(file)) {
      session.output().line("Details for image : " + file);
      session.output().line("");
      if (arguments.has("Index") || arguments.has("Name")) {
        int image = ImageChoice.of(arguments, "Index", "Name", wim);
        new ImageListing(wim, image).details().forEach(session.output()::line);
        session.output().line("");
      } else {
        for (int image = 1; image <= wim.header().imageCount(); image++) {
          new ImageListing(wim, image).summary().forEach(session.output()::line);
          session.output().line("");
        }
      }
    }
    session.output().success();
    return SUCCESS;
  }
}
