package org.drydock.dism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What DISM printed, taken apart. Every form that versions 6.1 to 10.0.26100 are known to print is
 * understood; a line that is not understood is left alone and never an error.
 */
public final class Transcript {

  private static final Pattern FIELD =
      Pattern.compile("(\\p{Alpha}[\\p{Alnum} /()-]*?) :(?: (.*))?");
  private static final Pattern ERROR = Pattern.compile("Error: (0x\\p{XDigit}{1,8}|-?\\d+)");

  /** The package's line may stand before the code or on the line above it. */
  private static final Pattern PACKAGE_ERROR = Pattern.compile("(.*)\\s" + ERROR.pattern());

  private static final Pattern VERSION = Pattern.compile("Version: (\\S+)");
  private static final Pattern IMAGE_VERSION = Pattern.compile("Image Version: (\\S+)");
  private static final Pattern STEP =
      Pattern.compile(
          "(?:Mounting|Saving|Unmounting|Exporting|Remounting|Committing) image.*"
              + "|Processing \\d+ of \\d+ -.*");
  private static final Pattern PROCESSING =
      Pattern.compile("Processing \\d+ of \\d+ - \\S+ package (.+)");
  private static final String LOG = "The DISM log file can be found at ";

  private final List<String> lines;

  private Transcript(List<String> lines) {
    this.lines = lines;
  }

  public static Transcript of(String output) {
    return new Transcript(ScreenLines.of(output));
  }

  /** DISM's own version; none where DISM ended before its banner. */
  public Optional<String> version() {
    return first(VERSION);
  }

  /** The version of the image that was serviced. */
  public Optional<String> imageVersion() {
    return first(IMAGE_VERSION);
  }

  /** What DISM said it was doing, such as {@code Mounting image}. */
  public List<String> steps() {
    return lines.stream().map(String::trim).filter(STEP.asMatchPredicate()).toList();
  }

  /** The code of the error block, normalised. */
  public Optional<Integer> errorCode() {
    return first(ERROR).map(DismCode::parse);
  }

  /** The sentences of the error block, joined. */
  public String errorText() {
    List<String> text = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (ERROR.matcher(line).matches()) {
        inside = true;
      } else if (line.startsWith(LOG)) {
        break;
      } else if (inside && !line.isBlank()) {
        text.add(line.trim());
      }
    }
    return String.join(" ", text);
  }

  /** Packages that failed, in the order of the output. */
  public List<PackageFailure> packageFailures() {
    List<PackageFailure> failures = new ArrayList<>();
    String processed = "";
    String above = "";
    for (String line : lines) {
      Matcher processing = PROCESSING.matcher(line.trim());
      Matcher error = PACKAGE_ERROR.matcher(line);
      if (processing.matches()) {
        processed = processing.group(1);
      } else if (error.matches()) {
        String complaint = error.group(1).isBlank() ? above : error.group(1).trim();
        failures.add(failure(complaint, processed, DismCode.parse(error.group(2))));
      }
      if (!line.isBlank()) {
        above = line.trim();
      }
    }
    return failures;
  }

  /** Whether DISM says that only a part of the command was done. */
  public boolean completedWithErrors() {
    return lines.stream()
        .anyMatch(line -> line.trim().equals("The command completed with errors."));
  }

  /** Whether a line begins with this sentence. */
  boolean says(String sentence) {
    return lines.stream().anyMatch(line -> line.trim().startsWith(sentence));
  }

  /** The log file that DISM points to. */
  public Optional<String> logFile() {
    return lines.stream()
        .filter(line -> line.startsWith(LOG))
        .map(line -> line.substring(LOG.length()).trim())
        .findFirst();
  }

  /** The blocks of fields that begin with this field. */
  List<Fields> blocks(String firstField) {
    List<Fields> blocks = new ArrayList<>();
    Fields block = null;
    for (String line : lines) {
      Matcher field = FIELD.matcher(line.trim()); // parts of a size are indented
      if (field.matches()) {
        if (field.group(1).equalsIgnoreCase(firstField)) {
          block = new Fields();
          blocks.add(block);
        }
        if (block != null) {
          block.put(field.group(1), field.group(2) == null ? "" : field.group(2).trim());
        }
      } else if (block != null && !line.isBlank() && Character.isWhitespace(line.charAt(0))) {
        block.addBelow(line.trim());
      }
    }
    return blocks;
  }

  /** The first block; an empty one where there is none. */
  Fields block(String firstField) {
    return blocks(firstField).stream().findFirst().orElseGet(Fields::new);
  }

  private Optional<String> first(Pattern pattern) {
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(match -> match.group(1))
        .findFirst();
  }

  private static PackageFailure failure(String complaint, String processed, int code) {
    int colon = complaint.indexOf(": ");
    return colon < 0
        ? new PackageFailure(processed, code, complaint)
        : new PackageFailure(
            complaint.substring(0, colon), code, complaint.substring(colon + 2).trim());
  }
}
