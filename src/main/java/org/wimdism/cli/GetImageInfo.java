package org.wimdism.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.Mount;
import org.wimdism.wim.MountRegistry;
import org.wimdism.wim.MountedImage;
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
    Optional<Path> mountDir = Files.exists(file) ? Optional.empty() : mountDir(file, session);
    if (mountDir.isPresent()) {
      try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
        tell(file, extracted(mountDir.get(), file, scratch, session), arguments, session);
      }
    } else {
      tell(file, file, arguments, session);
    }
    session.output().success();
    return SUCCESS;
  }

  /**
   * @param file as it was named
   * @param place where it can be read
   */
  private static void tell(Path file, Path place, Arguments arguments, Session session) {
    try (WimFile wim = WimFile.open(place)) {
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
  }

  /** Where the image is mounted in which the file is; without FUSE no path leads to it. */
  private static Optional<Path> mountDir(Path file, Session session) {
    Path wanted = absolute(file);
    return MountRegistry.standard(session.environment()).mounts().stream()
        .map(Mount::mountFolder)
        .filter(wanted::startsWith)
        .findFirst();
  }

  /** A copy of the file, such as a winre.wim; the file itself where the image has none. */
  private static Path extracted(Path mountDir, Path file, ScratchFolder scratch, Session session) {
    StringBuilder path = new StringBuilder();
    mountDir.relativize(absolute(file)).forEach(name -> path.append('/').append(name));
    try (MountedImage image =
        MountedImage.open(MountRegistry.standard(session.environment()), mountDir)) {
      if (image.find(path.toString()).isEmpty()) {
        return file;
      }
      Path copy = scratch.path().resolve("image.wim");
      image.extract(path.toString(), copy);
      return copy;
    }
  }

  private static Path absolute(Path file) {
    return file.toAbsolutePath().normalize();
  }
}
