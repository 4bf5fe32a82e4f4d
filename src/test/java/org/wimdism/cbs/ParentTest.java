package org.wimdism.cbs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wimdism.ServicingError;
import org.wimdism.cbs.Parent.Compare;

class ParentTest {

  @ParameterizedTest
  @CsvSource({
    // wanted 10.0.26100.5: version, build, revision compare; installed; satisfied
    "'', EQ, GE, 10.0.26100.5, true",
    "'', EQ, GE, 10.0.26100.6, true",
    "'', EQ, GE, 10.0.26100.4, false",
    "'', EQ, GE, 10.0.26101.9, false",
    "'', GE, EQ, 10.0.26101.1, true",
    "'', GE, EQ, 10.0.26100.6, false",
    "'', GE, GE, 10.0.26099.9, false",
    "GE, EQ, EQ, 10.1.0.0, true",
    "'', GE, GE, 10.1.0.0, false",
    "'', '', '', 10.0.26100.5, true",
    "'', '', '', 10.0.26100.6, false",
  })
  void comparesEachPartAsItsAttributeSays(
      String version, String build, String revision, String installed, boolean satisfied) {
    Parent parent =
        new Parent(
            List.of(foundation("10.0.26100.5")),
            Compare.of(version),
            Compare.of(build),
            Compare.of(revision));
    assertThat(parent.isAmong(List.of(foundation(installed)))).isEqualTo(satisfied);
  }

  @Test
  void oneOfTheAlternativesIsEnough() {
    Parent parent =
        new Parent(
            List.of(
                Identity.parse("A~31bf3856ad364e35~amd64~~1.0.0.0"), foundation("10.0.26100.1")),
            Compare.EQUAL,
            Compare.EQUAL,
            Compare.AT_LEAST);
    assertThat(parent.isAmong(List.of(foundation("10.0.26100.1742")))).isTrue();
  }

  @Test
  void languageMustBeTheSame() {
    Parent parent =
        new Parent(
            List.of(foundation("10.0.26100.1")), Compare.EQUAL, Compare.EQUAL, Compare.AT_LEAST);
    Identity german =
        Identity.parse(
            "Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~de-DE~10.0.26100.1");
    assertThat(parent.isAmong(List.of(german))).isFalse();
  }

  @Test
  void unknownComparisonIsABrokenManifest() {
    assertThatThrownBy(() -> Compare.of("LT"))
        .isInstanceOf(ServicingError.class)
        .hasMessageContaining("\"LT\"");
  }

  private static Identity foundation(String version) {
    return Identity.parse(
        "Microsoft-Windows-Foundation-Package~31bf3856ad364e35~amd64~~" + version);
  }
}
