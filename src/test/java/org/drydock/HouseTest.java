package org.drydock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.List;

/** The floors of the house: a room imports only rooms below it. */
@AnalyzeClasses(
    packages = {"org.drydock", "org.wimdism"},
    importOptions = DoNotIncludeTests.class)
class HouseTest {

  /** The server's rooms, top floor first. */
  private static final List<String> ROOMS =
      List.of(
          "bench",
          "demo",
          "web",
          "schedule",
          "servicing",
          "notification",
          "update",
          "image",
          "distribution",
          "dism",
          "operation",
          "host",
          "engine",
          "site");

  @ArchTest
  static void aRoomImportsOnlyRoomsBelowIt(JavaClasses house) {
    for (int floor = 1; floor < ROOMS.size(); floor++) {
      String[] above =
          ROOMS.subList(0, floor).stream().map(HouseTest::packages).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(packages(ROOMS.get(floor)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .allowEmptyShould(true)
          .check(house);
    }
  }

  @ArchTest
  static final ArchRule everyClassOfTheServerHasARoom =
      classes()
          .that()
          .resideInAPackage("org.drydock..")
          .and()
          .doNotHaveFullyQualifiedName(Drydock.class.getName())
          .should()
          .resideInAnyPackage(ROOMS.stream().map(HouseTest::packages).toArray(String[]::new));

  @ArchTest
  static final ArchRule onlyThreeRoomsKnowCamunda =
      noClasses()
          .that()
          .resideInAPackage("org.drydock..")
          .and()
          .resideOutsideOfPackages(
              "org.drydock.engine..", "org.drydock.operation..", "org.drydock.servicing.step..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.camunda..");

  @ArchTest
  static final ArchRule theServerKnowsWimdismOnlyAsAProgram =
      noClasses()
          .that()
          .resideInAPackage("org.drydock..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.wimdism..");

  @ArchTest
  static final ArchRule wimdismStandsOnTheJdkAndJnaAlone =
      classes()
          .that()
          .resideInAPackage("org.wimdism..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.wimdism..", "java..", "javax..", "org.w3c..", "org.xml..", "com.sun.jna..");

  @ArchTest
  static final ArchRule theComponentStoreDoesNotKnowTheCommandLine =
      wimdism("cbs").dependOnClassesThat().resideInAPackage("org.wimdism.cli..");

  @ArchTest
  static final ArchRule imagesKnowNeitherStoreNorCommandLine =
      wimdism("wim")
          .dependOnClassesThat()
          .resideInAnyPackage("org.wimdism.cli..", "org.wimdism.cbs..");

  @ArchTest
  static final ArchRule hivesKnowNeitherStoreNorImagesNorCommandLine =
      wimdism("hive")
          .dependOnClassesThat()
          .resideInAnyPackage("org.wimdism.cli..", "org.wimdism.cbs..", "org.wimdism.wim..");

  private static ClassesShould wimdism(String floor) {
    return noClasses().that().resideInAPackage("org.wimdism." + floor + "..").should();
  }

  private static String packages(String room) {
    return "org.drydock." + room + "..";
  }
}
