package dev.dml.learner.tree.bins;

import dev.dml.data.Rows;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Some of the units of binned features, in the same order: few of many, for which bins of their own
 * pay.
 */
final class Selection {

  /** More than the fourth part of all units fill the bins of all well enough. */
  private static final int SHARE = 4;

  /** More than so many would take much memory for each fit, and fill the bins of all rows. */
  private static final int MOST = 16_384;

  private final int[] place;
  private final DistinctRows units;

  private Selection(int[] place, int[] members) {
    this.place = place;
    units = new DistinctRows(place, members);
  }

  /** The units of some rows, if these are at most a quarter of the units and not too many. */
  static Optional<Selection> of(BinnedFeatures x, Rows train, Rows test) {
    int most = Math.min(x.units() / SHARE, MOST);
    if (!x.collapsed() && Math.max(train.size(), test.size()) > most) {
      return Optional.empty();
    }
    BitSet members = new BitSet(x.units());
    for (Rows rows : List.of(train, test)) {
      for (int i = 0; i < rows.size(); i++) {
        members.set(x.unit(rows.get(i)));
      }
    }
    if (members.cardinality() > most) {
      return Optional.empty();
    }
    int[] place = new int[x.units()];
    Arrays.fill(place, -1);
    int[] memberOf = members.stream().toArray();
    for (int member = 0; member < memberOf.length; member++) {
      place[memberOf[member]] = member;
    }
    return Optional.of(new Selection(place, memberOf));
  }

  /** The number of each unit among those selected, -1 for the others; not to be changed. */
  int[] place() {
    return place;
  }

  /** The units selected. */
  DistinctRows units() {
    return units;
  }
}
