package dev.dml.analysis.effects;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many independent units effects rest on, at the effects that have the fewest of them.
 *
 * <p>The covariance of q effects that rest on u units has no inverse unless u is greater than q.
 * With normal effects Wald's statistic is Hotelling's T&sup2;, of which more than 5 % are above the
 * quantile of &chi;&sup2;: with ten units for each effect 8 % of one effect and 10 % of eight.
 *
 * @param effects q
 * @param units u
 * @param counted what these are, such as {@code clusters}
 * @param all whether they are all effects and units, be these treated or controls
 */
record UnitsPerEffect(int effects, int units, String counted, boolean all) {

  private static final int ENOUGH = 10;

  /**
   * The fewest.
   *
   * @param blocks by effect the units on which it rests, of effects that share them
   * @param independent all units
   */
  static UnitsPerEffect of(List<int[]> blocks, int independent, String counted) {
    int all = blocks.stream().mapToInt(block -> block.length).sum();
    return Stream.concat(
            blocks.stream().flatMap(block -> of(block, counted)),
            Stream.of(new UnitsPerEffect(all, independent, counted, true)))
        .min(Comparator.comparingDouble(each -> (double) each.units / each.effects))
        .orElseThrow();
  }

  /** Those that rest on the fewest units, one, two and so on. */
  private static Stream<UnitsPerEffect> of(int[] block, String counted) {
    int[] ascending = Arrays.stream(block).sorted().toArray();
    return IntStream.range(0, ascending.length)
        .mapToObj(i -> new UnitsPerEffect(i + 1, ascending[i], counted, false));
  }

  /** Why they cannot be tested together. */
  Optional<String> lack() {
    return units > effects
        ? Optional.empty()
        : Optional.of(
            rest() + ", and it takes more " + counted + " than effects to test them together");
  }

  /** Why the test is to be read with caution. */
  Optional<String> caution() {
    return units >= ENOUGH * effects
        ? Optional.empty()
        : Optional.of(rest() + ", and with fewer than 10 for each the test rejects too often");
  }

  private String rest() {
    String subject = all ? (effects == 1 ? "it" : "all " + effects) : effects + " of them";
    return subject
        + (effects == 1 ? " rests on " : " rest on ")
        + units
        + " "
        + (units == 1 ? counted.substring(0, counted.length() - 1) : counted)
        + (all ? "" : " among the treated or the controls");
  }
}
