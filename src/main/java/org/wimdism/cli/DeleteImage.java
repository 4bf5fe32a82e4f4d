package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import org.wimdism.wim.Images;
import org.wimdism.wim.Progress;
import org.wimdism.wim.WimFile;

/** /Delete-Image: takes an image out of a WIM; the file shrinks when it is exported. */
final class DeleteImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Delete-Image",
        null,
        List.of("ImageFile:", "Index:", "Name:", "CheckIntegrity"),
        "/ImageFile:FILE {/Index:N or /Name:NAME} [/CheckIntegrity]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path file = arguments.path("ImageFile");
    int image;
    try (WimFile wim = WimFile.open(file)) {
      image = ImageChoice.of(arguments, "Index", "Name", wim);
    }
    session.output().line("Deleting image");
    Progress progress = session.output().progress();
    new Images(session.registry()).delete(file, image, arguments.has("CheckIntegrity"), progress);
    progress.percent(100);
    session.log().info("Image " + image + " of " + file + " is deleted");
    session.output().success();
    return SUCCESS;
  }
}
