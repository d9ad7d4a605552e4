package dev.dml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.dml", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NOTHING_DEPENDS_ON_THE_COMMAND =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.dml.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.dml.cli..");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_PRINTS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.dml.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_EXITS =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.dml.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule ONLY_WIRE_KNOWS_JSON =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.dml.wire..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson..");
}
