package dev.dml;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies between packages run one way. */
@AnalyzeClasses(packages = "dev.dml", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("random")
          .definedBy("dev.dml.random")
          .layer("parallel")
          .definedBy("dev.dml.parallel")
          .layer("data")
          .definedBy("dev.dml.data..")
          .layer("simulation")
          .definedBy("dev.dml.simulation")
          .layer("split")
          .definedBy("dev.dml.split")
          .layer("learner")
          .definedBy("dev.dml.learner..")
          .layer("inference")
          .definedBy("dev.dml.inference")
          .layer("model")
          .definedBy("dev.dml.model..")
          .layer("task")
          .definedBy("dev.dml.task")
          .layer("analysis")
          .definedBy("dev.dml.analysis..")
          .layer("result")
          .definedBy("dev.dml.result")
          .layer("caution")
          .definedBy("dev.dml.caution")
          .layer("estimator")
          .definedBy("dev.dml")
          .whereLayer("estimator")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("caution")
          .mayOnlyBeAccessedByLayers("estimator")
          .whereLayer("analysis")
          .mayOnlyBeAccessedByLayers("result", "estimator")
          .whereLayer("result")
          .mayOnlyBeAccessedByLayers("caution", "estimator")
          .whereLayer("task")
          .mayOnlyBeAccessedByLayers("analysis", "result", "estimator")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("task", "analysis", "result", "caution", "estimator")
          .whereLayer("inference")
          .mayOnlyBeAccessedByLayers("model", "task", "analysis", "result", "estimator")
          .whereLayer("learner")
          .mayOnlyBeAccessedByLayers("model", "task", "analysis", "result", "estimator")
          .whereLayer("parallel")
          .mayOnlyBeAccessedByLayers("learner", "task", "analysis")
          .whereLayer("simulation")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("split")
          .mayOnlyBeAccessedByLayers("learner", "task", "analysis", "result", "estimator");

  @ArchTest
  static final ArchRule NO_PACKAGE_NEEDS_ITSELF =
      slices().matching("dev.dml.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_PRINTS_OR_EXITS =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  /** Those of Math may have other last bits on another processor; see decision 11. */
  @ArchTest
  static final ArchRule INEXACT_FUNCTIONS_ARE_STRICT =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(type(Math.class)))
                  .and(
                      target(
                          nameMatching(
                              "exp|expm1|log|log1p|log10|pow|cbrt|hypot"
                                  + "|a?sin|a?cos|a?tan|atan2|sinh|cosh|tanh"))))
          .because("results have the same bits on every machine");
}
