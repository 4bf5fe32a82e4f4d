package org.wimdism.cli;

import java.util.List;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;
import org.wimdism.cbs.PackageInfo;
import org.wimdism.wim.MountedImage;

/** /Get-Packages: lists the packages of the image. */
final class GetPackages extends ServicingCommand {

  @Override
  public Syntax syntax() {
    return new Syntax(
        "Get-Packages", null, List.of("Image:"), "/Image:FOLDER [/Format:{Table|List}]");
  }

  @Override
  int service(MountedImage image, Arguments arguments, Session session) {
    String format = arguments.value("Format").orElse("List");
    if (!format.equalsIgnoreCase("List") && !format.equalsIgnoreCase("Table")) {
      throw new ServicingError(
          ErrorCode.INVALID_PARAMETER, "/Format:" + format + " is neither Table nor List.");
    }
    PackageListing listing = new PackageListing(session.output());
    List<PackageInfo> packages = PackageInfo.all(image);
    if (format.equalsIgnoreCase("Table")) {
      listing.table(packages);
    } else {
      listing.list(packages);
    }
    session.output().success();
    return SUCCESS;
  }
}
