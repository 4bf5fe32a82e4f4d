package org.wimdism.cli;

import java.nio.file.Path;
import java.util.List;
import org.wimdism.wim.Progress;
import org.wimdism.wim.WimFile;

/** /Mount-Image: makes an image ready to be looked at and changed through a folder. */
final class MountImage implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Mount-Image",
        "Mount-Wim",
        List.of(
            "ImageFile:", "Index:", "Name:", "MountDir:", "ReadOnly", "Optimize", "CheckIntegrity"),
        "/ImageFile:FILE {/Index:N or /Name:NAME} /MountDir:FOLDER [/ReadOnly] [/Optimize]"
            + " [/CheckIntegrity]");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Path file = arguments.path("ImageFile");
    Path folder = arguments.path("MountDir");
    int image;
    try (WimFile wim = WimFile.open(file)) {
      image = ImageChoice.of(arguments, "Index", "Name", wim);
    }
    session.output().line("Mounting image");
    session
        .registry()
        .mount(file, image, folder, arguments.has("ReadOnly"), arguments.has("CheckIntegrity"));
    Progress progress = session.output().progress();
    progress.percent(100);
    session.log().info("Image " + image + " of " + file + " is mounted at " + folder);
    session.output().success();
    return SUCCESS;
  }
}
