package org.wimdism.cli;

import java.util.List;
import java.util.Optional;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.PackageCache;
import org.wimdism.cbs.PackageInfo;
import org.wimdism.cbs.ScratchFolder;
import org.wimdism.wim.MountedImage;

/** /Get-PackageInfo: tells about a package of the image, or whether a file's package applies. */
final class GetPackageInfo extends ServicingCommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Get-PackageInfo",
        null,
        List.of("Image:", "PackageName:", "PackagePath:"),
        "/Image:FOLDER {/PackageName:NAME | /PackagePath:FILE}");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    Optional<String> name = arguments.value("PackageName");
    if (name.isPresent() == arguments.has("PackagePath")) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER,
          "Give either /PackageName, for a package of the image, or /PackagePath, for a file.");
    }
    try (ScratchFolder scratch = ScratchFolder.in(session.scratch())) {
      PackageInfo info =
          name.isPresent()
              ? PackageInfo.named(name.get(), image)
              : PackageInfo.ofFile(
                  arguments.path("PackagePath"),
                  image,
                  scratch,
                  PackageCache.of(session.environment()));
      info.reason().ifPresent(session.log()::info);
      new PackageListing(session.output()).details(info);
    }
    session.output().success();
    return SUCCESS;
  }
}
