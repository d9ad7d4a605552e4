package dev.dml.wire.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dml.split.StoppingRule;
import dev.dml.wire.spec.yaml.SpecNode;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code repetitions}: a number, or the rule by which there are enough of them. */
final class RepetitionsReader {

  private static final String KEY = "repetitions";
  private static final int MOST = 100_000;

  private final SpecNode spec;

  RepetitionsReader(SpecNode spec) {
    this.spec = spec;
  }

  /** The number, if it is one. */
  OptionalInt number() {
    if (spec.isObject(KEY)) {
      return OptionalInt.empty();
    }
    Optional<Long> number = spec.whole(KEY, 1, MOST);
    return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
  }

  /** The rule, if it is one. */
  Optional<StoppingRule> rule() {
    if (!spec.isObject(KEY)) {
      return Optional.empty();
    }
    SpecNode section = spec.object(KEY);
    if (!section.has("until")) {
      section.problem("until", "is missing; 0.05 is a usual value");
    }
    Optional<Double> until =
        section.real(
            "until", "a number of more than 0 and at most 1", value -> value > 0 && value <= 1);
    long atLeast = section.whole("at_least", 2, MOST).orElse((long) StoppingRule.DEFAULT_AT_LEAST);
    long most = Math.max(atLeast, StoppingRule.DEFAULT_AT_MOST);
    long atMost = section.whole("at_most", atLeast, MOST).orElse(most);
    section.refuseOtherKeys();
    if (spec.has("partitions")) {
      spec.problem(KEY, "must be left out beside partitions, which say how many there are");
      return Optional.empty();
    }
    return until.map(share -> new StoppingRule(share, (int) atLeast, (int) atMost));
  }

  /** Writes what was read. */
  static void write(Spec spec, ObjectNode tree) {
    spec.repetitions().ifPresent(number -> tree.put(KEY, number));
    spec.stopping()
        .ifPresent(
            rule ->
                tree.putObject(KEY)
                    .put("until", rule.until())
                    .put("at_least", rule.atLeast())
                    .put("at_most", rule.atMost()));
  }
}
