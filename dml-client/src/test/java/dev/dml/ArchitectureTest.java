package dev.dml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

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

  /** Each may use those before it, and no other. */
  @ArchTest
  static final ArchRule DEPENDENCIES_RUN_ONE_WAY =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("run")
          .definedBy("dev.dml.run")
          .layer("aws")
          .definedBy("dev.dml.aws")
          .layer("fan-out")
          .definedBy("dev.dml.aws.fanout")
          .layer("deployment")
          .definedBy("dev.dml.aws.deployment")
          .layer("billing")
          .definedBy("dev.dml.billing")
          .layer("quote")
          .definedBy("dev.dml.quote")
          .layer("doctor")
          .definedBy("dev.dml.doctor")
          .layer("estimation")
          .definedBy("dev.dml.estimation")
          .layer("detached")
          .definedBy("dev.dml.detached")
          .layer("driver")
          .definedBy("dev.dml.driver")
          .layer("study")
          .definedBy("dev.dml.study")
          .layer("command")
          .definedBy("dev.dml.cli..")
          .whereLayer("run")
          .mayNotAccessAnyLayer()
          .whereLayer("aws")
          .mayNotAccessAnyLayer()
          .whereLayer("fan-out")
          .mayOnlyAccessLayers("run", "aws")
          .whereLayer("deployment")
          .mayOnlyAccessLayers("run", "aws", "fan-out")
          .whereLayer("billing")
          .mayOnlyAccessLayers("aws", "fan-out")
          .whereLayer("quote")
          .mayOnlyAccessLayers("aws", "fan-out", "billing")
          .whereLayer("doctor")
          .mayOnlyAccessLayers("aws", "fan-out", "deployment")
          .whereLayer("estimation")
          .mayOnlyBeAccessedByLayers("study", "detached", "driver", "command")
          .whereLayer("detached")
          .mayOnlyBeAccessedByLayers("driver", "command")
          .whereLayer("driver")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("study")
          .mayOnlyBeAccessedByLayers("command");

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
