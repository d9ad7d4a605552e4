package dev.dml.smile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Smile's learners are learners, whatever they are for. */
@AnalyzeClasses(packages = "dev.dml.smile", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule LEARNERS_KNOW_NEITHER_MODELS_NOR_TASKS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.dml",
              "dev.dml.split..",
              "dev.dml.inference..",
              "dev.dml.model..",
              "dev.dml.task..");

  @ArchTest
  static final ArchRule NOTHING_PRINTS_OR_EXITS =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);
}
