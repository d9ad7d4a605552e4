package dev.dml.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The function runs tasks, whatever they are for. */
@AnalyzeClasses(packages = "dev.dml.lambda", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** But for what primes the function: it plays the client of a small estimation. */
  @ArchTest
  static final ArchRule THE_FUNCTION_RUNS_TASKS_AND_KNOWS_NO_MODEL_SPEC_OR_RESULT =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.dml.lambda.Priming")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.dml",
              "dev.dml.model..",
              "dev.dml.inference..",
              "dev.dml.wire.spec..",
              "dev.dml.wire.result..");

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
