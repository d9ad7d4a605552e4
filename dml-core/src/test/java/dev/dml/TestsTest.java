package dev.dml;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;

@AnalyzeClasses(packages = "dev.dml", importOptions = OnlyIncludeTests.class)
class TestsTest {

  @ArchTest static final ArchTests RULES = ArchTests.in(TestRules.class);
}
