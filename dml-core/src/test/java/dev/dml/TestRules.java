package dev.dml;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Duration;

/** What holds for the tests of every module. */
public final class TestRules {

  private TestRules() {}

  /** How long something takes elsewhere differs from machine to machine. */
  @ArchTest
  static final ArchRule ONLY_PATIENCE_SLEEPS =
      noClasses()
          .that()
          .doNotHaveSimpleName("Patience")
          .should()
          .callMethod(Thread.class, "sleep", long.class)
          .orShould()
          .callMethod(Thread.class, "sleep", Duration.class)
          .because("a test waits for what it waits for, and no longer");
}
