package dev.dml.localcloud;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The cloud knows the function and the client as AWS does: not at all. */
@AnalyzeClasses(packages = "dev.dml.localcloud", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_CLOUD_KNOWS_NOTHING_OF_WHAT_RUNS_IN_IT =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.dml..").and(not(resideInAPackage("dev.dml.localcloud.."))));

  @ArchTest
  static final ArchRule ONLY_THE_PROGRAM_PRINTS_OR_EXITS =
      noClasses()
          .that()
          .doNotBelongToAnyOf(Main.class)
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);
}
