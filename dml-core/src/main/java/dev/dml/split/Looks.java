package dev.dml.split;

import java.util.Optional;

/**
 * When a {@link StoppingRule} is asked, and how many repetitions are begun by then.
 *
 * <p>It is asked when three quarters of a round of repetitions and all before it are whole. If they
 * are not enough, nor all that are begun expected to be, the next round begins at once, beside the
 * rest of this one, so that a straggler keeps nobody waiting. If they are, the rest is waited for
 * and used, and the rule is asked once more. So the number of repetitions depends on what they say
 * and on no order in which they end.
 */
public final class Looks {

  /** A quarter of a round may still be under way when it is asked whether there is another. */
  private static final int QUARTERS = 4;

  private final Optional<StoppingRule> rule;
  private Optional<Integer> sufficient = Optional.empty();
  private int begun;
  private int next;

  /**
   * None yet.
   *
   * @param first how many repetitions are begun at first
   * @param rule asked whether there are more; if there is none, nobody looks
   */
  public Looks(int first, Optional<StoppingRule> rule) {
    this.rule = rule;
    begin(first);
  }

  private void begin(int to) {
    next = to - (to - begun) / QUARTERS;
    begun = to;
  }

  /** How many repetitions are begun by now. */
  public int begun() {
    return begun;
  }

  /** After how many repetitions the next look is, if there is one. */
  public int next() {
    return next;
  }

  /**
   * Whether it is time for it.
   *
   * @param whole how many repetitions are whole, without one missing among them
   */
  public boolean isDue(int whole) {
    return rule.isPresent() && next <= begun && next <= whole;
  }

  /**
   * Asks the rule, which may begin a further round.
   *
   * @param share the largest precision after {@link #next} repetitions; see {@link
   *     StoppingRule#share}
   */
  public void take(double share) {
    StoppingRule asked = rule.orElseThrow();
    int wanted = asked.next(next, share);
    if (wanted > begun) {
      sufficient = Optional.empty();
      begin(wanted);
    } else {
      if (sufficient.isEmpty() && share <= asked.until() && next >= asked.atLeast()) {
        sufficient = Optional.of(next);
      }
      next = next < begun ? begun : begun + 1;
    }
  }

  /** The first number of repetitions that was found to be enough, with no round begun since. */
  public Optional<Integer> sufficient() {
    return sufficient;
  }
}
