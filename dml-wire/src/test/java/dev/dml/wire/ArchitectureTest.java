package dev.dml.wire;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies between packages run one way. */
@AnalyzeClasses(
    packages = {"dev.dml.wire", "dev.dml.store"},
    importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("json")
          .definedBy("dev.dml.wire")
          .layer("store")
          .definedBy("dev.dml.store")
          .layer("spec")
          .definedBy("dev.dml.wire.spec")
          .layer("stored")
          .definedBy("dev.dml.wire.stored")
          .layer("protocol")
          .definedBy("dev.dml.wire.protocol")
          .layer("result")
          .definedBy("dev.dml.wire.result")
          .layer("study")
          .definedBy("dev.dml.wire.study")
          .whereLayer("study")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("result")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("protocol")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("stored")
          .mayOnlyBeAccessedByLayers("protocol")
          .whereLayer("spec")
          .mayOnlyBeAccessedByLayers("stored", "protocol", "result", "study");
}
