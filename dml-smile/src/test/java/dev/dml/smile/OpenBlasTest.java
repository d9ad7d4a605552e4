package dev.dml.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.learner.Fit;
import dev.dml.learner.FitException;
import dev.dml.learner.Learner;
import dev.dml.learner.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.OS;
import smile.linalg.blas.cblas_h;

class OpenBlasTest {

  private static final String MESSAGE =
      "%s needs the native library OpenBLAS, which was not found on this machine (Cannot open"
          + " library: %s); install it with \"apt-get install libopenblas-dev\" on Debian or with"
          + " \"brew install openblas\" on macOS, or use another learner";

  private static final List<Learner> LEARNERS =
      List.of(
          new SmileGaussianProcess(Kernel.GAUSSIAN, 0, 1, 1e-5, 0),
          new SmileMlp("ReLU(3)", 2, 16, 0.01, 0, 0));

  /** Whether the library that Smile loads on this system is there. */
  @SuppressWarnings("restricted") // looks for the library, calls nothing in it
  static boolean isInstalled() {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(library(), arena);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String library() {
    String system = System.getProperty("os.name");
    return System.mapLibraryName(
        system.startsWith("Mac")
            ? "blas"
            : system.startsWith("Windows") ? "libopenblas" : "openblas");
  }

  @Test
  void aLearnerThatNeedsItPredictsWhereItIsAndSaysSoWhereItIsNot() {
    for (Learner learner : LEARNERS) {
      assertThat(learner.lack().isEmpty()).isEqualTo(isInstalled());
      if (isInstalled()) {
        assertThat(fitPredict(learner)).hasSize(16);
      } else {
        for (int attempt = 1; attempt <= 2; attempt++) {
          assertThatThrownBy(() -> fitPredict(learner))
              .isInstanceOf(FitException.class)
              .hasMessage(MESSAGE.formatted(name(learner), library()));
        }
      }
    }
  }

  @Test
  @DisabledOnOs(OS.MAC) // Accelerate has no such function
  @EnabledIf("isInstalled")
  void itRunsOnOneThread() {
    OpenBlas.require("smile-mlp");
    assertThat(cblas_h.openblas_get_num_threads()).isEqualTo(1);
  }

  @Test
  void aProcessWithoutTheLibrarySaysWhatToInstall() throws Exception {
    String absent = System.mapLibraryName("absent");
    StringBuilder expected = new StringBuilder();
    for (Learner learner : LEARNERS) {
      expected.append(MESSAGE.formatted(name(learner), absent)).append('\n');
    }
    assertThat(AnotherJvm.outputOf(OpenBlasTest.class, "-Dsmile.lib.blas=absent"))
        .isEqualTo(expected.toString());
  }

  /** Fits each learner that needs the library and prints why it cannot be fitted. */
  public static void main(String[] arguments) {
    for (Learner learner : LEARNERS) {
      try {
        fitPredict(learner);
      } catch (FitException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static double[] fitPredict(Learner learner) {
    Example example = Example.signs();
    return learner.fitPredict(
        new Fit(
            example.features(),
            example.y(),
            example.trainingRows(),
            example.testRows(),
            Target.MEAN,
            0));
  }

  private static String name(Learner learner) {
    return learner instanceof SmileMlp ? "smile-mlp" : "smile-gaussian-process";
  }
}
