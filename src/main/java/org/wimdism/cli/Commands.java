package org.wimdism.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wimdism.ErrorCode;
import org.wimdism.ServicingError;

/** All commands, and those that only DISM has. */
final class Commands {

  static final List<Command> ALL =
      List.of(
          new GetImageInfo(),
          new MountImage(),
          new GetMountedImageInfo(),
          new UnmountImage(),
          new CommitImage(),
          new RemountImage(),
          new CleanupMountpoints(),
          new ExportImage(),
          new DeleteImage(),
          new GetPackages(),
          new GetPackageInfo(),
          new AddPackage(),
          new RemovePackage(),
          new CleanupImage(),
          new ApplyUnattend());

  private static final Set<String> ONLY_DISM =
      Set.of(
          "add-capability",
          "add-driver",
          "add-provisionedappxpackage",
          "append-image",
          "apply-customdataimage",
          "apply-ffu",
          "apply-image",
          "apply-siloedpackage",
          "capture-customimage",
          "capture-ffu",
          "capture-image",
          "check-apppatch",
          "disable-feature",
          "ea",
          "enable-feature",
          "enable-profile",
          "export-driver",
          "gen-langini",
          "get-apppatches",
          "get-apppatchinfo",
          "get-appinfo",
          "get-apps",
          "get-capabilities",
          "get-capabilityinfo",
          "get-currentedition",
          "get-defaultappassociations",
          "get-driverinfo",
          "get-drivers",
          "get-ffuinfo",
          "get-featureinfo",
          "get-features",
          "get-intl",
          "get-nonremovableapppolicy",
          "get-osuninstallwindow",
          "get-provisionedappxpackages",
          "get-reservedstoragestate",
          "get-scratchspace",
          "get-targeteditions",
          "get-targetpath",
          "get-wimbootentry",
          "import-defaultappassociations",
          "initiate-osuninstall",
          "list-image",
          "online",
          "optimize-ffu",
          "optimize-image",
          "optimize-provisionedappxpackages",
          "remove-capability",
          "remove-driver",
          "remove-provisionedappxpackage",
          "set-allintl",
          "set-edition",
          "set-inputlocale",
          "set-productkey",
          "set-reservedstoragestate",
          "set-scratchspace",
          "set-skuintldefaults",
          "set-syslocale",
          "set-targetpath",
          "set-timezone",
          "set-uilang",
          "set-uilangfallback",
          "set-userlocale",
          "split-ffu",
          "split-image",
          "swmfile",
          "sysdrivedir",
          "update-wimbootentry",
          "wimboot",
          "windir");

  private Commands() {}

  /** The command that is called; throws when there is none that wimdism has. */
  static Command called(Arguments arguments) {
    for (Option option : arguments.options()) {
      Optional<Command> command =
          ALL.stream().filter(candidate -> candidate.syntax().isCalled(option)).findFirst();
      if (command.isPresent()) {
        requireNothingUnsupported(arguments, command.get().syntax());
        return command.get();
      }
    }
    requireNothingUnsupported(arguments, null);
    throw new ServicingError(
        ErrorCode.INVALID_PARAMETER,
        (arguments.options().isEmpty()
                ? "No command is given."
                : "The " + arguments.options().get(0).name() + " option is unknown.")
            + "\n/? lists the commands.");
  }

  private static void requireNothingUnsupported(Arguments arguments, Syntax called) {
    for (Option option : arguments.options()) {
      boolean isCalled = called != null && called.isCalled(option);
      if (!isCalled && ONLY_DISM.contains(option.name().toLowerCase(Locale.ROOT))) {
        throw new ServicingError(
            ErrorCode.NOT_SUPPORTED,
            "The request is not supported.\nwimdism does not do /"
                + option.name()
                + ". Use DISM.exe on Windows for it.");
      }
    }
  }
}
