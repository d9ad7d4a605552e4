package dev.dml.smile;

import dev.dml.learner.FitException;
import java.util.Optional;
import smile.linalg.blas.cblas_h;

/**
 * The native library of linear algebra that some of Smile's models call: OpenBLAS, or on macOS the
 * system's own Accelerate.
 *
 * <p>It is looked for once per JVM, when the first learner needs it. OpenBLAS is then told to use
 * one thread: a task has one core, and the sums of several threads differ in the last bits.
 */
final class OpenBlas {

  /** What went wrong when the library was loaded; empty if it is there. */
  private static final Optional<String> FAILURE = load();

  private OpenBlas() {}

  /** What a learner lacks if the library is not there, and how to install it. */
  static Optional<String> lack(String learner) {
    return FAILURE.map(
        failure ->
            learner
                + " needs the native library OpenBLAS, which was not found on this machine ("
                + failure
                + "); install it with \"apt-get install libopenblas-dev\" on Debian or with \"brew"
                + " install openblas\" on macOS, or use another learner");
  }

  /**
   * Checks that the library is there.
   *
   * @throws FitException if it is not; it says how to install it
   */
  static void require(String learner) {
    lack(learner)
        .ifPresent(
            sentence -> {
              throw new FitException(sentence);
            });
  }

  private static Optional<String> load() {
    try {
      ClassLoader loader = OpenBlas.class.getClassLoader();
      Class.forName("smile.linalg.blas.cblas_h", true, loader);
      Class.forName("smile.linalg.lapack.clapack_h", true, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("smile-base is not on the class path", e);
    } catch (LinkageError e) {
      Throwable root = e;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      return Optional.of(String.valueOf(root.getMessage()));
    }
    try {
      cblas_h.openblas_set_num_threads(1);
    } catch (LinkageError e) {
      // Another BLAS, such as Accelerate, has no such function; its threads are its own affair.
      return Optional.empty();
    }
    return Optional.empty();
  }
}
