package dev.dml.result;

import dev.dml.split.StoppingRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How well the repetitions of sample splitting determine the estimates of a run that was to go on
 * until they do.
 *
 * @param rule what was asked for
 * @param repetitions how many there were
 * @param sufficient after how many repetitions they were found to be enough, if they were; those
 *     beyond were under way and are used
 * @param shares 1.645 Monte Carlo errors as a share of the standard error, for each estimate
 */
public record ReachedPrecision(
    StoppingRule rule, int repetitions, Optional<Integer> sufficient, List<Double> shares) {

  /** Copies. */
  public ReachedPrecision {
    shares = List.copyOf(shares);
  }

  /** The largest share of all estimates. */
  public double reached() {
    return worst(shares);
  }

  /** The largest of some shares. */
  public static double worst(List<Double> shares) {
    return shares.stream().mapToDouble(share -> share).max().orElseThrow();
  }

  /** Whether that is what was asked for. */
  public boolean isEnough() {
    return reached() <= rule.until();
  }

  /** After how many repetitions it was known to be enough, if others were under way then. */
  public Optional<Integer> knownEarly() {
    return sufficient.filter(number -> isEnough() && number < repetitions);
  }

  /** What a reader should know if it is not. */
  public Optional<String> warning() {
    return isEnough()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "after %,d repetitions, the most that were allowed, the draw of the folds still"
                    + " moves an estimate by %.2g of its standard error, more than the %s asked"
                    + " for; raise repetitions.at_most",
                repetitions,
                reached(),
                rule.until()));
  }
}
