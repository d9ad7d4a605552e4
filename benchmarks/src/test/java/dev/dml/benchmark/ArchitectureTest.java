package dev.dml.benchmark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.dml.benchmark.peers.work.Simulation;

/** What is measured stays apart. */
@AnalyzeClasses(packages = "dev.dml.benchmark", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** They draw the same data. */
  @ArchTest
  static final ArchRule KERNELS_ARE_MEASURED_APART_FROM_WHOLE_PROGRAMS =
      noClasses()
          .that()
          .resideInAPackage("dev.dml.benchmark.kernel..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "dev.dml.benchmark",
                      "dev.dml.benchmark.fanout..",
                      "dev.dml.benchmark.peers..")
                  .and(not(belongToAnyOf(Simulation.class).or(simpleName("Draw")))));

  @ArchTest
  static final ArchRule NOTHING_IS_MEASURED_THROUGH_THE_COMMAND =
      noClasses().should().dependOnClassesThat().resideInAPackage("dev.dml.cli..");
}
