package dev.dml.casestudy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A study is a user of the library. */
@AnalyzeClasses(packages = "dev.dml.casestudy", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule STUDIES_USE_WHAT_USERS_CAN =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.dml.aws..", "dev.dml.cli..", "dev.dml.learner.tree..", "dev.dml.parallel..");
}
