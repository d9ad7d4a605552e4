package dev.dml.learner.tree.forest;

import dev.dml.learner.tree.bins.BestCut;
import dev.dml.learner.tree.bins.BinarySums;
import dev.dml.learner.tree.bins.BinnedFeatures;
import dev.dml.learner.tree.bins.Cut;
import dev.dml.learner.tree.bins.Draws;
import dev.dml.learner.tree.bins.LevelSet;
import dev.dml.learner.tree.bins.Packing;
import dev.dml.learner.tree.bins.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the best cut of a node of a forest's tree, among all columns or some drawn at random.
 *
 * <p>Without a tally it takes the columns one by one: binary ones through the bits that vary in the
 * node, wide ones through a histogram of their own, of which a small node clears and reads only the
 * bins that it occupies.
 *
 * <p>Where bins hold several values, the cut that wins lies between two values: a {@link CloseUp}
 * looks inside the bins on both sides. In a small node it also looks into columns whose units crowd
 * in few bins, in a large one into those that explain nearly as much as the best, before columns
 * are compared.
 */
final class CutSearch {

  /** From so many units on, reading all bins is cheaper than remembering the occupied ones. */
  private static final int LARGE = 512;

  /** Of so few columns, summing those that are constant costs less than finding them. */
  private static final int FEW = 4;

  /** What a cut between bins must explain, as a share of the best, for a look inside the bins. */
  private static final double CLOSE = 0.5;

  /** So many units to an occupied bin of a small node, and a column is looked into as it comes. */
  private static final int CROWD = 2;

  private final BinnedFeatures x;
  private final int columnsPerCut;
  private final Draws draws;
  private final BestCut best;
  private final ColumnDraw columnDraw;
  private final long[] chosen;
  private final long[] ones = new long[64];
  private final long[] entries = new long[256];
  private final long[] mask = new long[4];
  private final BestCut alone;
  private final List<BestCut> cuts = new ArrayList<>();
  private final CloseUp closeUp;
  private int waiting;

  CutSearch(BinnedFeatures x, int columnsPerCut, Packing packing) {
    this.x = x;
    this.columnsPerCut = columnsPerCut;
    draws = new Draws();
    best = new BestCut(packing, draws);
    alone = best.another();
    closeUp = new CloseUp(x);
    columnDraw = new ColumnDraw(x.columns());
    chosen = new long[x.blocks()];
  }

  /** The best cut of the units of a node whose tally is known, among all columns. */
  BestCut in(Tally tally, int[] units, long[] values, int from, int to, long total, long seed) {
    draws.restart(seed);
    best.begin(total);
    for (int block = 0; block < x.blocks(); block++) {
      for (long bits = tally.varying(block); bits != 0; bits &= bits - 1) {
        int bit = Long.numberOfTrailingZeros(bits);
        if (!best.offerBinary(64 * block + bit, tally.ones(64 * block + bit))) {
          tally.setConstant(block, bit);
        }
      }
    }
    for (int wide = 0; wide < x.wide(); wide++) {
      await(wide, tally.entries(), tally.offset(wide), total);
    }
    offerWaiting(units, values, from, to);
    return best;
  }

  /**
   * The best cut of the units of a node. Of the columns drawn, some may be constant in the node; if
   * all are, it draws on until one varies.
   */
  BestCut in(int[] units, long[] values, int from, int to, long total, long seed) {
    draws.restart(seed);
    best.begin(total);
    if (columnsPerCut >= x.columns()) {
      for (int block = 0; block < x.blocks(); block++) {
        offerBits(block, -1L, units, values, from, to);
      }
      for (int wide = 0; wide < x.wide(); wide++) {
        offerWide(wide, units, values, from, to, total);
      }
      offerWaiting(units, values, from, to);
    } else {
      offerDrawn(columnsPerCut, units, values, from, to, total);
      while (!best.varies() && columnDraw.drawn() < x.columns()) {
        offerDrawn(1, units, values, from, to, total);
      }
      columnDraw.restart();
    }
    if (best.found() && best.cut().coarse(x)) {
      lookInside(best, units, values, from, to);
    }
    return best;
  }

  private void offerDrawn(int count, int[] units, long[] values, int from, int to, long total) {
    for (int i = 0; i < count; i++) {
      int column = columnDraw.next(draws);
      if (column < x.binary()) {
        chosen[column >> 6] |= 1L << column;
      } else {
        offerWide(column - x.binary(), units, values, from, to, total);
      }
    }
    offerWaiting(units, values, from, to);
    for (int block = 0; block < chosen.length; block++) {
      if (chosen[block] != 0) {
        offerBits(block, chosen[block], units, values, from, to);
        chosen[block] = 0;
      }
    }
  }

  private void offerBits(int block, long columns, int[] units, long[] values, int from, int to) {
    long[] word = x.words(block);
    long varying = Long.bitCount(columns) <= FEW ? columns : varying(word, units, from, to);
    varying &= columns;
    BinarySums.sum(word, varying, units, values, from, to, ones, 0);
    for (long bits = varying; bits != 0; bits &= bits - 1) {
      int bit = Long.numberOfTrailingZeros(bits);
      best.offerBinary(64 * block + bit, ones[bit]);
    }
  }

  private static long varying(long[] word, int[] units, int from, int to) {
    long any = 0;
    long all = -1;
    for (int i = from; i < to; i++) {
      long bits = word[units[i]];
      any |= bits;
      all &= bits;
    }
    return any & ~all;
  }

  private void offerWide(int wide, int[] units, long[] values, int from, int to, long total) {
    if (to - from >= LARGE) {
      addAll(x.codes(wide), units, values, from, to);
      await(wide, entries, 0, total);
      Arrays.fill(entries, 0);
    } else if (x.isText(wide)) {
      addAll(x.codes(wide), units, values, from, to);
      best.offerLevels(x.binary() + wide, entries, 0);
      Arrays.fill(entries, 0, LevelSet.MOST, 0);
    } else {
      int bins = addOccupied(x.codes(wide), units, values, from, to);
      if (bins == to - from || !x.ranked(wide)) {
        best.offerOccupied(x.binary() + wide, entries, mask);
      } else {
        offerShared(wide, bins, units, values, from, to, total);
      }
    }
  }

  private void addAll(byte[] codes, int[] units, long[] values, int from, int to) {
    long[] sums = entries;
    for (int i = from; i < to; i++) {
      sums[codes[units[i]] & 0xFF] += values[i];
    }
  }

  private int addOccupied(byte[] codes, int[] units, long[] values, int from, int to) {
    long[] sums = entries;
    long[] occupied = mask;
    for (int i = from; i < to; i++) {
      int bin = codes[units[i]] & 0xFF;
      sums[bin] += values[i];
      occupied[bin >> 6] |= 1L << bin;
    }
    return Long.bitCount(occupied[0])
        + Long.bitCount(occupied[1])
        + Long.bitCount(occupied[2])
        + Long.bitCount(occupied[3]);
  }

  /** Offers a column in some of whose bins several units of a small node may differ in rank. */
  private void offerShared(
      int wide, int bins, int[] units, long[] values, int from, int to, long total) {
    alone.begin(total);
    alone.offerOccupied(x.binary() + wide, entries, mask);
    if (!alone.found()) {
      addAll(x.codes(wide), units, values, from, to);
      alone.takeBin(x.binary() + wide, entries, 0);
      Arrays.fill(entries, 0);
    }
    if (!alone.found() || CROWD * bins <= to - from) {
      lookInside(alone, units, values, from, to);
    }
    best.offer(alone);
  }

  /** Lets the best cut between the bins of a column wait until those of others are known. */
  private void await(int wide, long[] sums, int offset, long total) {
    if (waiting == cuts.size()) {
      cuts.add(best.another());
    }
    BestCut cut = cuts.get(waiting++);
    cut.begin(total);
    if (x.isText(wide)) {
      cut.offerLevels(x.binary() + wide, sums, offset);
    } else {
      cut.offerAll(x.binary() + wide, sums, offset);
    }
    if (!cut.found()) {
      cut.takeBin(x.binary() + wide, sums, offset);
    }
  }

  /** Offers the cuts that wait, after a look inside the bins where a better one may lie. */
  private void offerWaiting(int[] units, long[] values, int from, int to) {
    double most = -1;
    for (int i = 0; i < waiting; i++) {
      most = Math.max(most, cuts.get(i).gain());
    }
    for (int i = 0; i < waiting; i++) {
      BestCut search = cuts.get(i);
      int wide = search.cut().column() - x.binary();
      if (x.ranked(wide) && (!search.found() || search.gain() >= CLOSE * most)) {
        lookInside(search, units, values, from, to);
      }
      best.offer(search);
    }
    waiting = 0;
  }

  private void lookInside(BestCut search, int[] units, long[] values, int from, int to) {
    Cut cut = search.cut();
    search.forget();
    closeUp.offer(
        search,
        cut.column() - x.binary(),
        cut.before(),
        cut.after(),
        cut.left(),
        units,
        values,
        from,
        to);
  }
}
