package dev.dml.model;

import dev.dml.data.CausalData;
import java.util.Objects;
import java.util.Optional;

/**
 * What is estimated.
 *
 * @param treatment the 0-based position of the treatment in {@link
 *     dev.dml.data.CausalData#treatments()}
 * @param level the level of the treatment whose potential outcome it is, if it is one
 * @param cell the group and period whose effect it is, if it is one
 */
public record Parameter(int treatment, Optional<Level> level, Optional<GroupPeriod> cell) {

  /** Checks that level and cell are said. */
  public Parameter {
    Objects.requireNonNull(level);
    Objects.requireNonNull(cell);
  }

  /** The effect of a treatment, or the potential outcome at a level of it. */
  public Parameter(int treatment, Optional<Level> level) {
    this(treatment, level, Optional.empty());
  }

  /** The effect on a group in a period. */
  public Parameter(GroupPeriod cell) {
    this(0, Optional.empty(), Optional.of(cell));
  }

  /** The effect of a treatment. */
  public Parameter(int treatment) {
    this(treatment, Optional.empty());
  }

  /** The potential outcome at a level of a treatment. */
  public Parameter(int treatment, Level level) {
    this(treatment, Optional.of(level));
  }

  /** The treatment by name, with the level where there is one: {@code d}, {@code plan = free}. */
  public String name(CausalData data) {
    if (cell.isPresent()) {
      return cell.get().name();
    }
    String name = data.treatments().get(treatment).name();
    return level.map(at -> name + " = " + at.name()).orElse(name);
  }
}
