package org.wimdism.cli;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wimdism.cbs.InstalledPackage;
import org.wimdism.cbs.PackageInfo;

/** Prints packages in DISM's form. */
final class PackageListing {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final List<String> COLUMNS =
      List.of("Package Identity", "State", "Release Type", "Install Time");

  private final Output output;

  PackageListing(Output output) {
    this.output = output;
  }

  void list(List<PackageInfo> packages) {
    output.line("Packages listing:");
    output.line("");
    for (PackageInfo each : packages) {
      List<String> cells = cells(each);
      for (int i = 0; i < cells.size(); i++) {
        output.line(COLUMNS.get(i) + " : " + cells.get(i));
      }
      output.line("");
    }
  }

  /** The table that /Format:Table prints; modelled on DISM's tables of features. */
  void table(List<PackageInfo> packages) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    packages.forEach(each -> rows.add(cells(each)));
    List<Integer> widths = new ArrayList<>();
    for (int column = 0; column < COLUMNS.size(); column++) {
      int index = column;
      widths.add(rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0));
    }
    List<String> rule = widths.stream().map("-"::repeat).toList();
    rows.add(0, rule);
    rows.add(2, rule);
    output.line("Packages listing:");
    output.line("");
    output.line("");
    for (List<String> row : rows) {
      List<String> padded = new ArrayList<>();
      for (int column = 0; column < row.size(); column++) {
        padded.add(row.get(column) + " ".repeat(widths.get(column) - row.get(column).length()));
      }
      output.line(String.join(" | ", padded).stripTrailing());
    }
    output.line("");
  }

  void details(PackageInfo info) {
    output.line("Package information:");
    output.line("");
    line("Package Identity", info.identity().toString());
    line("Applicable", info.applicable() ? "Yes" : "No");
    line("Copyright", info.description().copyright());
    line("Company", info.description().company());
    line("Creation Time", info.description().created());
    line("Description", info.description().description());
    line("Install Client", info.record().map(InstalledPackage::installClient).orElse(""));
    line("Install Package Name", info.record().map(InstalledPackage::installName).orElse(""));
    line("Install Time", installTime(info));
    line("Last Update Time", info.description().updated());
    line("Name", info.description().displayName());
    line("Product Name", info.description().productName());
    line("Product Version", "");
    line("Release Type", info.description().releaseType());
    line("Restart Required", capitalised(info.description().restart()));
    line("Support Information", info.description().supportInformation());
    line("State", state(info));
    line("Completely offline capable", offlineCapable(info));
    line("Self servicing package", info.description().selfUpdate() ? "Yes" : "No");
    output.line("");
    output.line("Custom Properties:");
    output.line("");
    output.line("(No custom properties found)");
    output.line("");
  }

  private void line(String name, String value) {
    output.line(name + " : " + value);
  }

  private static List<String> cells(PackageInfo info) {
    return List.of(
        info.identity().toString(),
        state(info),
        info.description().releaseType(),
        installTime(info));
  }

  private static String state(PackageInfo info) {
    return info.record().map(record -> record.state().word()).orElse("Not Present");
  }

  private static String installTime(PackageInfo info) {
    return info.record().flatMap(InstalledPackage::installTime).map(TIME::format).orElse("");
  }

  private static String offlineCapable(PackageInfo info) {
    return switch (info.description().offlineCapable().toLowerCase(Locale.ROOT)) {
      case "yes", "true" -> "Yes";
      case "no", "false" -> "No";
      default -> "Undetermined";
    };
  }

  private static String capitalised(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
