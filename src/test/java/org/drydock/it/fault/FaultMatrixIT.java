package org.drydock.it.fault;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does harm to runs at every step, on a server in a JVM of its own, and looks from outside at how
 * they end. A random dozen of the cases; all with {@code ./drydock test -Dfaults=all
 * -Dit.test=FaultMatrixIT}.
 */
class FaultMatrixIT {

  private static final int MANY = 20;
  private static final Selection SELECTION = Selection.asked();
  private static final Matrix MATRIX = new Matrix(SELECTION.heading());
  private static Site site;

  static Stream<FaultCase> cases() {
    return SELECTION.cases().stream();
  }

  @BeforeAll
  static void makeStartsFastWhereThereAreMany() {
    if (SELECTION.cases().size() > MANY) {
      ClassArchive.make();
    }
  }

  @AfterAll
  static void show() {
    if (site != null) {
      site.close();
    }
    System.out.println(MATRIX);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theRunGoesOnOrEndsCleanly(FaultCase faultCase) {
    assumeTrue(SmallDisk.possible() || !faultCase.needsRealDisk(), "mounting is not allowed here");
    try {
      open();
      MATRIX.passed(faultCase, new Trial(site, faultCase).hold());
    } catch (RuntimeException | Error e) {
      MATRIX.failed(faultCase);
      if (site != null) {
        new Evidence(site, faultCase).keep(e);
        site.close();
        site = null; // what it is worth after that, nobody knows
      }
      throw e;
    }
  }

  @Test
  void openPagesFollowThroughRestarts() {
    open();
    new OpenPages(site).followThroughRestarts();
  }

  private static void open() {
    if (site == null) {
      site = Site.open();
    }
  }
}
