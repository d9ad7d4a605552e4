package dev.dml.model.did;

import dev.dml.data.text.Sentence;
import dev.dml.model.GroupPeriod;
import java.util.Optional;

/**
 * An effect that cannot be estimated.
 *
 * @param group the group
 * @param cell the group with the period; empty if it is the group in all periods
 * @param reason why, such as {@code there is no period before its treatment}
 */
public record LeftOut(double group, Optional<GroupPeriod> cell, String reason) {

  /** The effect in short. */
  public String name() {
    return cell.map(GroupPeriod::name).orElse("group " + Sentence.number(group));
  }
}
