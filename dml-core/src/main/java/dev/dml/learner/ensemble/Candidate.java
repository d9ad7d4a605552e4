package dev.dml.learner.ensemble;

import dev.dml.learner.Learner;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A learner that may serve a nuisance, among others.
 *
 * @param name what it is called in results, and what its seeds are derived from: letters, digits,
 *     dots, hyphens and underscores; empty for the only learner of a nuisance
 * @param learner the learner
 */
public record Candidate(String name, Learner learner) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,59}");

  /** Checks the name. */
  public Candidate {
    Objects.requireNonNull(learner);
    if (!name.isEmpty() && !isName(name)) {
      throw new IllegalArgumentException(
          "the name of a candidate must be a letter and up to 59 letters, digits, dots, hyphens and"
              + " underscores, but was "
              + name);
    }
  }

  /** The only learner of a nuisance. */
  public static Candidate sole(Learner learner) {
    return new Candidate("", learner);
  }

  /** Whether a candidate may be called so. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }
}
