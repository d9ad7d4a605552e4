package dev.dml.learner.tree.bins;

import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.tree.TextCuts;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Features as trees see them, made once and shared by all fits; but see {@link #within}.
 *
 * <p>Columns of two values are kept as bits, 64 columns to a word, the rarer value as 1. All other
 * columns that vary keep their {@link Bins}, and where a bin holds several values their {@link
 * Ranks}; constant ones are left out, since no tree can cut them, and one with missing values is
 * two ({@link Sides}). The levels of a text are the bins of one wide column. A column is numbered
 * by its place here: first the binary ones, then the wide ones.
 *
 * <p>What a tree handles is a <i>unit</i>: a row, or all rows that agree in every column where
 * there are at most half as many of those. Agreeing rows end in the same leaf of every tree, so
 * that a tree on units is the tree on rows.
 */
public final class BinnedFeatures {

  private final int units;
  private final int[] unitOfRow;
  private final int binary;
  private final long[][] words;
  private final byte[][] codes;
  private final double[][] centres;
  private final Ranks[] ranks;
  private final int[][] unitRanks;
  private final boolean collapsed;
  private final int[][] places;
  private final boolean[] text;
  private final boolean anyRanked;
  private volatile long @Nullable [][] octets;
  private volatile SortedUnits @Nullable [] sorted;

  private BinnedFeatures(Features features, TextCuts cuts, boolean collapse) {
    BinnedColumns columns = new BinnedColumns(features, cuts);
    List<Bins> wides = columns.wides();
    places = columns.places();
    text = columns.text();
    binary = columns.twos();
    centres = wides.stream().map(Bins::centres).toArray(double[][]::new);
    long[][] rowWords = columns.words();
    byte[][] rowCodes = wides.stream().map(Bins::codes).toArray(byte[][]::new);
    ranks = wides.stream().map(bins -> bins.ranks().orElse(null)).toArray(Ranks[]::new);
    anyRanked = Arrays.stream(ranks).anyMatch(Objects::nonNull);
    int[][] rowRanks =
        Arrays.stream(ranks)
            .map(known -> known == null ? null : known.byRow())
            .toArray(int[][]::new);
    DistinctRows distinct =
        collapse
            ? DistinctRows.of(features.rows(), rowWords, rowCodes, rowRanks)
            : DistinctRows.NONE;
    collapsed = distinct.found();
    unitOfRow = distinct.unitOfRow();
    units = collapsed ? distinct.size() : features.rows();
    words = collapsed ? distinct.gather(rowWords) : rowWords;
    codes = collapsed ? distinct.gather(rowCodes) : rowCodes;
    unitRanks = collapsed ? distinct.gather(rowRanks) : rowRanks;
  }

  private BinnedFeatures(BinnedFeatures all, Selection selection) {
    DistinctRows some = selection.units();
    int[] place = selection.place();
    places = all.places;
    text = all.text;
    binary = all.binary;
    anyRanked = all.anyRanked;
    collapsed = true;
    unitOfRow =
        all.collapsed ? Arrays.stream(all.unitOfRow).map(unit -> place[unit]).toArray() : place;
    units = some.size();
    words = some.gather(all.words);
    codes = some.gather(all.codes);
    centres = all.centres;
    ranks = new Ranks[codes.length];
    unitRanks = new int[codes.length][];
    for (int wide = 0; wide < codes.length; wide++) {
      if (all.ranked(wide)) {
        int[] ranksOfAll = all.unitRanks[wide];
        ranks[wide] = all.ranks[wide].within(all.sorted(wide), ranksOfAll, place, codes[wide]);
        unitRanks[wide] = ranks[wide].byRow();
      }
    }
  }

  /** The form of these features that trees use, made at the first call. */
  public static BinnedFeatures of(Features features) {
    return of(features, TextCuts.SETS);
  }

  /** The same with texts cut in some way. */
  public static BinnedFeatures of(Features features, TextCuts cuts) {
    if (cuts == TextCuts.SETS || features.variables().size() == features.size()) {
      return features.derived(
          BinnedFeatures.class, all -> new BinnedFeatures(all, TextCuts.SETS, true));
    }
    return features.derived(ByLevel.class, ByLevel::of).features;
  }

  /** A form beside the usual one. */
  private record ByLevel(BinnedFeatures features) {
    static ByLevel of(Features all) {
      return new ByLevel(new BinnedFeatures(all, TextCuts.INDICATORS, true));
    }
  }

  /** The same form in which every row is a unit. */
  public static BinnedFeatures uncollapsed(Features features) {
    return new BinnedFeatures(features, TextCuts.SETS, false);
  }

  /**
   * The form for a fit of some of the rows: where they are few of many, their units alone, in bins
   * that are drawn up over them; otherwise this form. Cuts between bins of a column that has ranks
   * have no middle there: they are only where a search begins.
   */
  public BinnedFeatures within(Rows train, Rows test) {
    return anyRanked
        ? Selection.of(this, train, test).map(few -> new BinnedFeatures(this, few)).orElse(this)
        : this;
  }

  /** How many columns vary. */
  public int columns() {
    return binary + codes.length;
  }

  /**
   * The numbers of a column of the features here: none if it is constant, two if values are
   * missing; that of a text is its first level's.
   */
  public int[] places(int column) {
    return places[column].clone();
  }

  /** How many of the columns are binary. */
  public int binary() {
    return binary;
  }

  /** How many of the columns are wide. */
  public int wide() {
    return codes.length;
  }

  /** The number of units. */
  public int units() {
    return units;
  }

  /** Whether units are numbered otherwise than rows, for several of which they may stand. */
  public boolean collapsed() {
    return collapsed;
  }

  /** The unit of a row. */
  public int unit(int row) {
    return collapsed ? unitOfRow[row] : row;
  }

  /** Binary columns {@code 64 block} to {@code 64 block + 63} of every unit, as bits. */
  public long[] words(int block) {
    return words[block];
  }

  /** The number of words that hold the binary columns of a unit. */
  public int blocks() {
    return words.length;
  }

  /** The bins of a wide column, by unit. */
  public byte[] codes(int wide) {
    return codes[wide];
  }

  /** The number of bins of a wide column. */
  public int bins(int wide) {
    return ranked(wide) ? ranks[wide].bins() : centres[wide].length;
  }

  /** Whether a wide column is one of texts, whose bins are levels in no order. */
  public boolean isText(int wide) {
    return text[wide];
  }

  /** Whether a wide column has ranks, since its bins hold several values each. */
  public boolean ranked(int wide) {
    return ranks[wide] != null;
  }

  /** Whether any wide column has ranks. */
  public boolean anyRanked() {
    return anyRanked;
  }

  /** The ranks of a wide column, by unit; null if it has none. */
  public int[] ranks(int wide) {
    return unitRanks[wide];
  }

  /** The lowest rank in a bin of a column that has ranks; for the number of bins, that of ranks. */
  public int firstRank(int wide, int bin) {
    return ranks[wide].first(bin);
  }

  /** The bin of a rank. */
  int binOf(int wide, int rank) {
    return ranks[wide].bin(rank);
  }

  /** The bins of wide columns {@code 8 group} to {@code 8 group + 7} by unit, a byte each. */
  long[][] octets() {
    long[][] known = octets;
    if (known == null) {
      synchronized (this) {
        if (octets == null) {
          octets = pack();
        }
        known = octets;
      }
    }
    return known;
  }

  /** The units in the order of their ranks in a column that has ranks. */
  public SortedUnits sorted(int wide) {
    SortedUnits[] known = sorted;
    if (known == null) {
      synchronized (this) {
        if (sorted == null) {
          sorted = sort();
        }
        known = sorted;
      }
    }
    return known[wide];
  }

  /**
   * The last bin to the left of a cut between two bins of a wide column: cuts lie at the midpoint
   * of the values, so that bins in between go to the nearer side.
   */
  int cutBetween(int wide, int left, int right) {
    double[] centre = centres[wide];
    return Middle.lastUpTo(left, right, bin -> centre[bin]);
  }

  /** The last rank to the left of a cut between two ranks of a column that has ranks. */
  int cutBetweenRanks(int wide, int left, int right) {
    return Middle.lastUpTo(left, right, ranks[wide]::value);
  }

  /** Whether a rank between those on both sides of a cut goes left. */
  boolean goesLeft(int wide, int rank, int before, int after) {
    Ranks known = ranks[wide];
    return known.value(rank) <= Middle.of(known.value(before), known.value(after));
  }

  private long[][] pack() {
    long[][] packed = new long[(codes.length + 7) / 8][units];
    for (int wide = 0; wide < codes.length; wide++) {
      long[] octet = packed[wide / 8];
      int shift = wide % 8 * 8;
      for (int unit = 0; unit < units; unit++) {
        octet[unit] |= (codes[wide][unit] & 0xFFL) << shift;
      }
    }
    return packed;
  }

  private SortedUnits[] sort() {
    SortedUnits[] orders = new SortedUnits[codes.length];
    for (int wide = 0; wide < codes.length; wide++) {
      if (ranked(wide)) {
        orders[wide] = new SortedUnits(unitRanks[wide], ranks[wide].size(), codes[wide]);
      }
    }
    return orders;
  }
}
