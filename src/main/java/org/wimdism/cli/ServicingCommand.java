package org.wimdism.cli;

import org.wimdism.wim.MountedImage;

/** A command on a mounted image, named by {@code /Image}. */
abstract class ServicingCommand implements Command {

  @Override
  public final int run(Arguments arguments, Session session) {
    try (MountedImage image = MountedImage.open(session.registry(), arguments.path("Image"))) {
      session.output().line("Image Version: " + image.version().orElse("<undefined>"));
      session.output().line("");
      return service(image, arguments, session);
    }
  }

  abstract int service(MountedImage image, Arguments arguments, Session session);
}
