package dev.dml.s3;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A bucket is a store, whatever is kept in it. */
@AnalyzeClasses(packages = "dev.dml.s3", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule A_BUCKET_KNOWS_NO_MORE_THAN_STORES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.dml",
              "dev.dml.data..",
              "dev.dml.learner..",
              "dev.dml.model..",
              "dev.dml.task..",
              "dev.dml.wire..");

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
