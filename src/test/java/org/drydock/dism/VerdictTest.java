package org.drydock.dism;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wimdism.ErrorCode;
import org.wimdism.cbs.Fault;

/** Success or failure, from exit codes of Windows and of Linux and from what was printed. */
class VerdictTest {

  private static final Path LOG = Path.of("/run/dism.log");
  private static final String SUCCESS = "\nThe operation completed successfully.\n";
  private static final String NOT_APPLICABLE =
      """

      Error: 0x800f081e

      The specified package is not applicable to this image.

      The DISM log file can be found at /own/dism.log
      """;

  @Test
  void zeroIsSuccess() {
    assertThat(check(new Outcome(SUCCESS, null, 0, false), false)).isFalse();
  }

  @Test
  void success_evenWhereDismEndedItsBarBelow100() {
    String output = "[=====            62.3%              ]\n" + SUCCESS;

    assertThat(check(new Outcome(output, null, 0, false), false)).isFalse();
  }

  @Test
  void restartRequiredIsSuccess_onWindowsAndOnLinux() {
    assertThat(check(new Outcome(SUCCESS, "", 3010, false), false)).isTrue();
    assertThat(check(new Outcome(SUCCESS, "exit: 3010\n", 3010 & 0xff, false), true)).isTrue();
  }

  @Test
  void theExitCodeOfWindowsIsSigned() {
    assertThat(failure(new Outcome("", "", -2146498530, false), false).isNotApplicable()).isTrue();
  }

  @Test
  void theWrittenExitCodeCounts_whereTheSystemPassesEightBits() {
    DismException failure =
        failure(new Outcome(NOT_APPLICABLE, "exit: -2146498530\n", 0x1e, false), true);

    assertThat(failure.isNotApplicable()).isTrue();
    assertThat(failure.symbol()).isEqualTo("CBS_E_NOT_APPLICABLE");
    assertThat(failure.dismSentence())
        .isEqualTo("The specified package is not applicable to this image.");
    assertThat(failure.log()).hasValue(Path.of("/own/dism.log"));
  }

  @Test
  void theErrorBlockCounts_whereOnlyEightBitsAreKnown() {
    assertThat(failure(new Outcome(NOT_APPLICABLE, null, 0x1e, false), true).code())
        .isEqualTo(0x800f081e);
  }

  @Test
  void theWrittenExitCodeCounts_evenWhereTheHostLostTheProcess() {
    assertThat(check(new Outcome(SUCCESS, "exit: 0\n", 0, true), true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true, ''", "137, false, ''", "0, false, ''", "1, false, out of memory"})
  void wimdismWithoutItsLastLineWasKilled(int exitCode, boolean killed, String stderr) {
    DismException failure =
        failure(new Outcome("Mounting image\n", stderr, exitCode, killed), true);

    assertThat(failure.wasCutShort()).isTrue();
    assertThat(failure.dismSentence()).isEqualTo(stderr.isEmpty() ? "Mounting image" : stderr);
    assertThat(failure.log()).hasValue(LOG);
  }

  @Test
  void anErrorBlockCounts_evenWhereTheLastLineDidNotReachAFullDisk() {
    String output = "\nError: 112\n\nThere is not enough space on the disk.\n";

    assertThat(failure(new Outcome(output, "", 112, false), true).code()).isEqualTo(112);
    assertThat(failure(new Outcome("", "", 112, false), true).code()).isEqualTo(112);
  }

  @Test
  void anotherProgramWithoutALastLineHasItsExitCode() {
    assertThat(check(new Outcome(SUCCESS, "", 0, false), false)).isFalse();
    assertThat(failure(new Outcome("", "", 87, false), false).code()).isEqualTo(87);
  }

  @Test
  void anotherProgramThatASignalEndedWasKilled() {
    assertThat(failure(new Outcome("Mounting image\n", "", 137, false), false).wasCutShort())
        .isTrue();
    assertThat(failure(new Outcome("", "", 0, true), false).wasCutShort()).isTrue();
  }

  @Test
  void anErrorWhoseLowByteLooksLikeASignalIsAnError() {
    String output = "\nError: 0x800f0988\n\nIt failed.\n";

    assertThat(failure(new Outcome(output, "", 0x88, false), false).symbol())
        .isEqualTo("PSFX_E_INVALID_DELTA_COMBINATION");
  }

  @Test
  void aPackageThatFailedIsNamed() {
    String output =
        """
        Processing 1 of 1 - Adding package /updates/a.cab
        /updates/a.cab: A newer servicing stack is required.
         Error: 0x800f0823

        Error: 0x800f0823

        DISM failed. No operation was performed.
        For more information, review the log file.

        The DISM log file can be found at /own/dism.log
        """;

    DismException failure = failure(new Outcome(output, "exit: -2146498525\n", 35, false), true);

    assertThat(DismException.isServicingStackMissing(failure.codeText())).isTrue();
    assertThat(failure.packageFailures())
        .extracting(PackageFailure::packageName)
        .containsExactly("/updates/a.cab");
    assertThat(failure)
        .hasMessage(
            "DISM failed with 0x800f0823 (CBS_E_NEW_SERVICING_STACK_REQUIRED): the package needs a"
                + " newer servicing stack than the image has. Package /updates/a.cab: A newer"
                + " servicing stack is required. DISM says: DISM failed. No operation was"
                + " performed. For more information, review the log file. What to do: Add the"
                + " servicing stack update to the selection; it is applied first. Log:"
                + " /own/dism.log");
  }

  @Test
  void aPackagesSentenceIsToldOnce() {
    String output =
        """
        Processing 1 of 1 - Adding package Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0
        Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0: a.dll is not the file described.
         Error: 0x800736cc

        Error: 14028

        The payload does not match.
        a.dll is not the file described.
        """;

    assertThat(failure(new Outcome(output, "exit: 14028\n", 204, false), true).getMessage())
        .containsOnlyOnce("a.dll is not the file described.")
        .contains("Package Package_for_KB1~31bf3856ad364e35~amd64~~1.0.0.0.")
        .contains("Download the package again");
  }

  @Test
  void aFolderOfWhichAPartFailedIsAFailure_evenWithExitCodeZero() {
    String output =
        "/u/a.cab: It is broken.\n Error: 0x80073713\n\nThe command completed with errors.\n";

    DismException failure = failure(new Outcome(output, null, 0, false), false);

    assertThat(failure.code()).isEqualTo(14099);
    assertThat(failure.symbol()).isEqualTo("ERROR_SXS_MANIFEST_INVALID");
  }

  @Test
  void everyCodeThatWimdismGivesIsKnown() throws IllegalAccessException {
    List<Integer> codes = new ArrayList<>(Stream.of(Fault.values()).map(Fault::code).toList());
    for (Field field : ErrorCode.class.getFields()) {
      codes.add(field.getInt(null));
    }

    assertThat(codes).allMatch(code -> DismCode.of(code).isPresent());
  }

  @ParameterizedTest
  @EnumSource(DismCode.class)
  void everyKnownCodeIsExplained_inEveryFormOfIt(DismCode known) {
    String printed = DismCode.print(known.code());
    String output = "\nError: " + printed + "\n\nDISM's sentence.\n";

    DismException failure = failure(new Outcome(output, "exit: " + known.code(), 1, false), false);

    assertThat(failure.code()).isEqualTo(known.code());
    assertThat(failure.symbol()).isEqualTo(known.name());
    assertThat(failure.meaning()).isNotBlank().doesNotEndWith(".");
    assertThat(failure.remedy()).endsWith(".");
    assertThat(failure.getMessage())
        .contains(printed, known.name(), known.meaning(), known.remedy(), "DISM's sentence.");
    assertThat(DismException.explain(failure.codeText()))
        .hasValue(new DismException.Explanation(known.name(), known.meaning(), known.remedy()));
    assertThat(DismCode.parse(printed)).isEqualTo(known.code());
    assertThat(DismCode.parse(Integer.toString(known.code()))).isEqualTo(known.code());
  }

  @ParameterizedTest
  @CsvSource({
    "0x80070003, 3",
    "0x80070070, 112",
    "0x800700a1, 161",
    "0x80073713, 14099",
    "0x800702e4, 740"
  })
  void aWin32CodeIsTheSameInBothForms(String hresult, int code) {
    assertThat(DismCode.parse(hresult)).isEqualTo(code);
  }

  @Test
  void anUnknownCodeIsToldWithDismsSentence() {
    String output = "\nError: 0x80071234\n\nSomething new.\n";

    DismException failure = failure(new Outcome(output, null, 1, false), false);

    assertThat(failure)
        .hasMessage("DISM failed with 4660. DISM says: Something new. Log: /run/dism.log");
  }

  @ParameterizedTest
  @EnumSource(
      value = DismCode.class,
      names = {"MOUNT_FILES_OPEN", "IMAGE_ALREADY_MOUNTED", "IMAGE_SERVICED_BY_ANOTHER"})
  void whatMayPassIsWorthARetry(DismCode code) {
    assertThat(DismException.observed(code, "", null).isWorthARetry()).isTrue();
  }

  private static boolean check(Outcome outcome, boolean wimdism) {
    return Verdict.of(outcome, Transcript.of(outcome.output()), wimdism).check(LOG);
  }

  private static DismException failure(Outcome outcome, boolean wimdism) {
    DismException failure =
        catchThrowableOfType(DismException.class, () -> check(outcome, wimdism));
    assertThat(failure).isNotNull();
    return failure;
  }
}
