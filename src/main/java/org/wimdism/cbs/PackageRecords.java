package org.wimdism.cbs;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wimdism.hive.Hive;
import org.wimdism.hive.Key;
import org.wimdism.hive.Value;

/** The packages of an image as its SOFTWARE hive records them. */
final class PackageRecords {

  static final String SERVICING = "Microsoft\\Windows\\CurrentVersion\\Component Based Servicing";

  private static final String PACKAGES = SERVICING + "\\Packages";
  private static final String LAST_RESET = "LastResetBase_UTC";
  private static final DateTimeFormatter RESET_TIME =
      DateTimeFormatter.ofPattern("yyyy/MM/dd:HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String CLIENT = "DISM Package Manager Provider";
  private static final String LOCAL_SYSTEM = "S-1-5-18";
  private static final int LISTED = 1;
  private static final int HIDDEN = 2;

  /** Windows sets this bit in an owner's entry beside the state. */
  private static final int OWNED = 0x20000;

  private final Hive software;

  PackageRecords(Hive software) {
    this.software = software;
  }

  /** Every package in any state, in the hive's order; keys that name no package are left out. */
  List<InstalledPackage> all() {
    List<InstalledPackage> packages = new ArrayList<>();
    software
        .key(PACKAGES)
        .map(Key::children)
        .orElse(List.of())
        .forEach(key -> read(key).ifPresent(packages::add));
    return packages;
  }

  /** Packages that others can have as parents. */
  List<Identity> parents() {
    return all().stream()
        .filter(each -> each.state().canBeParent())
        .map(InstalledPackage::identity)
        .toList();
  }

  /** The installed version of the package that is not below the one given. */
  Optional<InstalledPackage> installedInstead(Identity identity) {
    return all().stream()
        .filter(each -> each.state().countsAsInstalled())
        .filter(each -> each.identity().sameButVersion(identity))
        .filter(each -> each.identity().version().compareTo(identity.version()) >= 0)
        .findFirst();
  }

  /**
   * Records a package as installed.
   *
   * @param owner the package it is a part of; itself when it is none
   * @param source the folder or file it came from
   */
  void install(PackageManifest manifest, Identity owner, String source, Instant now) {
    Identity identity = manifest.identity();
    Key key = key(identity);
    long time = FileTimes.of(now);
    PackageState state = PackageState.installed(manifest);
    key.setDword("CurrentState", state.code());
    key.setString("InstallClient", CLIENT);
    key.setString("InstallName", identity + ".mum");
    key.setString("InstallLocation", source);
    key.setDword("InstallTimeHigh", (int) (time >>> Integer.SIZE));
    key.setDword("InstallTimeLow", (int) time);
    key.setString("InstallUser", LOCAL_SYSTEM);
    key.setDword("Visibility", identity.sameAs(owner) ? LISTED : HIDDEN);
    key.setDword("SelfUpdate", manifest.description().selfUpdate() ? 1 : 0);
    own(identity, owner, state);
  }

  /** Records that a package is a part of another one, too. */
  void own(Identity identity, Identity owner, PackageState state) {
    key(identity).createPath("Owners").setDword(owner.toString(), OWNED | state.code());
  }

  /** Removes the record of a package, also from those it owned. */
  void remove(Identity identity) {
    Key packages = software.root().createPath(PACKAGES);
    packages.deleteKey(identity.toString());
    for (Key each : packages.children()) {
      each.child("Owners").ifPresent(owners -> owners.deleteValue(identity.toString()));
    }
  }

  /** When superseded components were removed for good; nothing where they never were. */
  Optional<Instant> lastReset() {
    return software
        .key(SERVICING)
        .flatMap(key -> key.value(LAST_RESET))
        .map(Value::asString)
        .filter(text -> !text.isBlank())
        .map(PackageRecords::resetTime);
  }

  private static Instant resetTime(String text) {
    try {
      return Instant.from(RESET_TIME.parse(text));
    } catch (DateTimeParseException e) {
      throw Fault.INVALID_DATA.with(
          "The image says that its base was reset at \""
              + text
              + "\" ("
              + LAST_RESET
              + "), which is no time that wimdism can read.",
          e);
    }
  }

  /** Records that superseded components were removed for good. */
  void reset(Instant now) {
    software.root().createPath(SERVICING).setString(LAST_RESET, RESET_TIME.format(now));
  }

  /** Marks older versions of the package as superseded, with the parts only they own. */
  void supersedeOlder(Identity newer) {
    List<String> superseded = new ArrayList<>();
    for (InstalledPackage each : all()) {
      if (each.state().countsAsInstalled()
          && each.identity().sameButVersion(newer)
          && each.identity().version().compareTo(newer.version()) < 0) {
        mark(each.identity(), PackageState.SUPERSEDED);
        superseded.add(each.identity().toString());
      }
    }
    for (InstalledPackage each : all()) {
      if (each.state().countsAsInstalled()
          && !each.owners().isEmpty()
          && superseded.containsAll(each.owners())) {
        mark(each.identity(), PackageState.SUPERSEDED);
      }
    }
  }

  void mark(Identity identity, PackageState state) {
    key(identity).setDword("CurrentState", state.code());
  }

  private Key key(Identity identity) {
    return software.root().createPath(PACKAGES + "\\" + identity);
  }

  private static Optional<InstalledPackage> read(Key key) {
    Identity identity;
    try {
      identity = Identity.parse(key.name());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int high = dword(key, "InstallTimeHigh");
    int low = dword(key, "InstallTimeLow");
    long time = ((long) high << Integer.SIZE) | Integer.toUnsignedLong(low);
    List<String> owners =
        key.child("Owners").map(Key::values).orElse(List.of()).stream().map(Value::name).toList();
    return Optional.of(
        new InstalledPackage(
            identity,
            PackageState.of(dword(key, "CurrentState")),
            dword(key, "Visibility") != HIDDEN,
            time == 0 ? Optional.empty() : Optional.of(FileTimes.instant(time)),
            text(key, "InstallClient"),
            text(key, "InstallName"),
            owners));
  }

  private static int dword(Key key, String name) {
    return key.value(name).map(Value::asDword).orElse(0);
  }

  private static String text(Key key, String name) {
    return key.value(name).map(Value::asString).orElse("");
  }
}
