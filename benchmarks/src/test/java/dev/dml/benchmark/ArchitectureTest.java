package dev.dml.benchmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What is measured stays apart. */
@AnalyzeClasses(packages = "dev.dml.benchmark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule KERNELS_ARE_MEASURED_APART_FROM_WHOLE_PROGRAMS =
      noClasses()
          .that()
          .resideInAPackage("dev.dml.benchmark.kernel..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.dml.benchmark", "dev.dml.benchmark.peers..");

  @ArchTest
  static final ArchRule NOTHING_IS_MEASURED_THROUGH_THE_COMMAND =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.dml.cli..");
}
