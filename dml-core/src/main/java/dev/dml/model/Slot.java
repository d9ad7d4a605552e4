package dev.dml.model;

import dev.dml.learner.Target;
import java.util.List;
import java.util.Set;

/**
 * A place in a causal model for a learner.
 *
 * @param name the name of the slot, such as {@code ml_g}
 * @param parts the nuisances of the slot that may have a learner of their own, such as {@code
 *     ml_g0} and {@code ml_g1}
 * @param unused those parts that this model does not learn, because they are known
 * @param targets what the model may ask of the learner; it has to be able to answer one of them
 */
public record Slot(String name, List<String> parts, Set<String> unused, Set<Target> targets) {

  /** Copies. */
  public Slot {
    parts = List.copyOf(parts);
    unused = Set.copyOf(unused);
    targets = Set.copyOf(targets);
  }

  /** A slot for any learner. */
  public static Slot any(String name, String... parts) {
    return new Slot(name, List.of(parts), Set.of(), Set.of(Target.values()));
  }

  /** A slot for learners of a conditional mean. */
  public static Slot mean(String name) {
    return new Slot(name, List.of(), Set.of(), Set.of(Target.MEAN));
  }

  /** A slot for learners of a probability. */
  public static Slot probability(String name, String... parts) {
    return new Slot(name, List.of(parts), Set.of(), Set.of(Target.PROBABILITY));
  }

  /** The same slot, of which some parts need no learner. */
  public Slot without(Set<String> known) {
    return new Slot(name, parts, known, targets);
  }

  /** The nuisances that need a learner. */
  public List<String> needed() {
    return parts.isEmpty()
        ? List.of(name)
        : parts.stream().filter(part -> !unused.contains(part)).toList();
  }
}
