package dev.dml.estimation;

import dev.dml.data.InvalidInput;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with several inputs, so that it can be said together. */
final class Problems {

  private final Set<String> found = new LinkedHashSet<>();

  void add(String problem) {
    found.add(problem);
  }

  /** What the reader returns; empty if its input is invalid, whose problems are kept then. */
  <T> Optional<T> collect(Supplier<T> reader) {
    try {
      return Optional.of(reader.get());
    } catch (InvalidInput e) {
      found.addAll(e.problems());
      return Optional.empty();
    }
  }

  /**
   * Returns if nothing is wrong.
   *
   * @throws InvalidInput with everything that is
   */
  void stopIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidInput(List.copyOf(found));
    }
  }
}
