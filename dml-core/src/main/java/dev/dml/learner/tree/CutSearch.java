package dev.dml.learner.tree;

import java.util.Arrays;

/**
 * Finds the best cut of a node of a forest's tree, among all columns or some drawn at random.
 *
 * <p>Without a tally it takes the columns one by one: binary ones through the bits that vary in the
 * node, wide ones through a histogram of their own, of which a small node clears and reads only the
 * bins that it occupies.
 */
final class CutSearch {

  /** From so many units on, reading all bins is cheaper than remembering the occupied ones. */
  private static final int LARGE = 512;

  /** Of so few columns, summing those that are constant costs less than finding them. */
  private static final int FEW = 4;

  private final BinnedFeatures x;
  private final int columnsPerCut;
  private final Draws draws;
  private final BestCut best;
  private final ColumnDraw columnDraw;
  private final long[] chosen;
  private final long[] ones = new long[64];
  private final long[] entries = new long[256];
  private final long[] mask = new long[4];

  CutSearch(BinnedFeatures x, int columnsPerCut, Packing packing) {
    this.x = x;
    this.columnsPerCut = columnsPerCut;
    draws = new Draws();
    best = new BestCut(packing, draws);
    columnDraw = new ColumnDraw(x.columns());
    chosen = new long[x.blocks()];
  }

  /** The best cut of a node whose tally is known, among all columns. */
  BestCut in(Tally tally, long total, long seed) {
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
      best.offerAll(x.binary() + wide, tally.entries(), tally.offset(wide));
    }
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
        offerWide(wide, units, values, from, to);
      }
    } else {
      offerDrawn(columnsPerCut, units, values, from, to);
      while (!best.varies() && columnDraw.drawn() < x.columns()) {
        offerDrawn(1, units, values, from, to);
      }
      columnDraw.restart();
    }
    return best;
  }

  private void offerDrawn(int count, int[] units, long[] values, int from, int to) {
    for (int i = 0; i < count; i++) {
      int column = columnDraw.next(draws);
      if (column < x.binary()) {
        chosen[column >> 6] |= 1L << column;
      } else {
        offerWide(column - x.binary(), units, values, from, to);
      }
    }
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
    Ones.sum(word, varying, units, values, from, to, ones, 0);
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

  private void offerWide(int wide, int[] units, long[] values, int from, int to) {
    byte[] codes = x.codes(wide);
    long[] sums = entries;
    if (to - from >= LARGE) {
      for (int i = from; i < to; i++) {
        sums[codes[units[i]] & 0xFF] += values[i];
      }
      best.offerAll(x.binary() + wide, sums, 0);
      Arrays.fill(sums, 0);
    } else {
      for (int i = from; i < to; i++) {
        int bin = codes[units[i]] & 0xFF;
        sums[bin] += values[i];
        mask[bin >> 6] |= 1L << bin;
      }
      best.offerOccupied(x.binary() + wide, sums, mask);
    }
  }
}
