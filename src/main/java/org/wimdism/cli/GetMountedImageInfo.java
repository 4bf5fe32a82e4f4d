package org.wimdism.cli;

import java.util.List;
import org.wimdism.wim.Mount;

/** /Get-MountedImageInfo: lists the mounted images. */
final class GetMountedImageInfo implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("Get-MountedImageInfo", "Get-MountedWimInfo", List.of(), "");
  }

  @Override
  public int run(Arguments arguments, Session session) {
    Output output = session.output();
    List<Mount> mounts = session.registry().mounts();
    if (mounts.isEmpty()) {
      output.line("No mounted images found.");
      output.line("");
    } else {
      output.line("Mounted images:");
      output.line("");
    }
    for (Mount mount : mounts) {
      output.line("Mount Dir : " + mount.mountFolder());
      output.line("Image File : " + mount.imageFile());
      output.line("Image Index : " + mount.index());
      output.line("Mounted Read/Write : " + (mount.readOnly() ? "No" : "Yes"));
      output.line("Status : " + mount.status().text());
      output.line("");
    }
    output.success();
    return SUCCESS;
  }
}
