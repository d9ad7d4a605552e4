package dev.dml.learner.tree.bins;

import java.util.function.LongPredicate;

/**
 * The best of the cuts offered for a node; among columns whose best cuts explain exactly the same,
 * each has the same chance.
 */
public final class BestCut {

  private final Packing packing;
  private final Draws draws;
  private final double penalty;
  private long total;
  private double wanted;
  private boolean varies;
  private int ties;
  private double gain;
  private Cut cut = Cut.NONE;

  /** For sums in the given packing, breaking ties with the given draws. */
  public BestCut(Packing packing, Draws draws) {
    this(packing, draws, 0);
  }

  /** The same where every child's mean is shrunk as if it had {@code penalty} more rows of zero. */
  public BestCut(Packing packing, Draws draws, double penalty) {
    this.packing = packing;
    this.draws = draws;
    this.penalty = penalty;
  }

  /** Forgets all cuts and begins a node with the given sum. */
  public void begin(long nodeTotal) {
    total = nodeTotal;
    varies = false;
    wanted = -1;
    forget();
  }

  /** Forgets all cuts of the node. */
  public void forget() {
    gain = -1;
    ties = 0;
  }

  /**
   * Begins a node of whose cuts only those matter that gain at least so much: if a column has none,
   * any of its legal cuts may be taken for its best.
   */
  public void begin(long nodeTotal, double wantedGain) {
    begin(nodeTotal);
    wanted = wantedGain;
  }

  /** Another search by the same rules, of which no cut has been offered yet. */
  public BestCut another() {
    return new BestCut(packing, draws, penalty);
  }

  /** Considers the best cut of another search in the node, which was offered one column. */
  public void offer(BestCut ofColumn) {
    varies |= ofColumn.varies;
    if (takes(ofColumn.gain)) {
      cut = ofColumn.cut;
    }
  }

  /** Considers cutting a column of texts between two sets of levels, given the entry of each. */
  public void offerLevels(int textColumn, long[] entries, int offset) {
    offerLevels(textColumn, entries, offset, entries, any -> true);
  }

  /**
   * The same where the sum of other values by level is legal for what goes left.
   *
   * @param others the sums, in the places of the entries
   */
  public void offerLevels(
      int textColumn, long[] entries, int offset, long[] others, LongPredicate allows) {
    LevelSearch search = new LevelSearch(packing, total);
    LevelSearch.Found found = search.find(entries, offset, others, allows, this::gainOf);
    if (found != null) {
      varies = true;
      if (takes(found.gain())) {
        cut = new Cut(textColumn, 0, 1, found.left(), false, found.levels());
      }
    }
  }

  /**
   * Considers cutting a binary column, given the sum of its ones.
   *
   * @return whether it has both values in the node
   */
  public boolean offerBinary(int binaryColumn, long ones) {
    long weight = packing.weight(ones);
    if (weight == 0 || weight == packing.weight(total)) {
      return false;
    }
    varies = true;
    long zeros = total - ones;
    if (packing.fillsLeaf(ones) && packing.fillsLeaf(zeros)) {
      offer(gain(zeros), binaryColumn, 0, 1, zeros);
    }
    return true;
  }

  /**
   * Considers every cut of a wide column, given the entries of its bins. More bins on a side never
   * empty it, so that legal cuts follow one another; an empty bin repeats the cut before it.
   */
  public void offerAll(int wideColumn, long[] entries, int offset) {
    offerBetween(0, Bins.LIMIT - 1, wideColumn, entries, offset);
  }

  /** The same, of the cuts after bins {@code first} to {@code last} alone. */
  public void offerBetween(int first, int last, int wideColumn, long[] entries, int offset) {
    int bin = firstOccupied(entries, offset);
    long sum = entries[offset + bin];
    if (sum == total) {
      return;
    }
    varies = true;
    while (bin < Bins.LIMIT - 1 && (bin < first || !packing.fillsLeaf(sum))) {
      bin++;
      sum += entries[offset + bin];
    }
    double bestGain = -1;
    int bestBefore = 0;
    long bestLeft = 0;
    long enough = -1;
    while (bin <= last && packing.fillsLeaf(total - sum)) {
      // Most cuts are known to gain too little before their gain is worked out.
      if (packing.distance(sum, total) > enough) {
        double cutGain = gain(sum);
        if (cutGain > bestGain) {
          bestGain = cutGain;
          bestBefore = bin;
          bestLeft = sum;
          if (enough < 0 || bestGain > wanted) {
            enough = enough(bestGain);
          }
        }
      }
      bin++;
      sum += entries[offset + bin];
    }
    if (bestGain >= gain && bestGain >= 0) {
      int bestAfter = bestBefore + 1 + firstOccupied(entries, offset + bestBefore + 1);
      offer(bestGain, wideColumn, bestBefore, bestAfter, bestLeft);
    }
  }

  /**
   * Takes the bin in which every legal cut of a column lies, if no cut between its bins is legal:
   * it stands for a cut from which nothing is known to be gained.
   */
  public void takeBin(int rankedColumn, long[] entries, int offset) {
    int bin = firstOccupied(entries, offset);
    long sum = entries[offset + bin];
    while (bin < Bins.LIMIT - 1 && !packing.fillsLeaf(sum)) {
      bin++;
      sum += entries[offset + bin];
    }
    cut = new Cut(rankedColumn, bin, bin, sum, false, LevelSet.NONE);
  }

  /** The distance without which no cut gains more, nor as much as is wanted. */
  private long enough(double bestGain) {
    return penalty == 0 ? packing.leastDistance(Math.max(wanted, bestGain), total) : -1;
  }

  private static int firstOccupied(long[] entries, int offset) {
    int bin = 0;
    while (entries[offset + bin] == 0) {
      bin++;
    }
    return bin;
  }

  /**
   * The same for a few occupied bins, which it finds in a mask of 256 bits; leaves entries and mask
   * cleared.
   */
  public void offerOccupied(int wideColumn, long[] entries, long[] mask) {
    long sum = 0;
    int last = -1;
    double bestGain = -1;
    int bestBefore = 0;
    int bestAfter = 0;
    long bestLeft = 0;
    for (int word = 0; word < mask.length; word++) {
      for (long bits = mask[word]; bits != 0; bits &= bits - 1) {
        int bin = 64 * word + Long.numberOfTrailingZeros(bits);
        if (last >= 0) {
          varies = true;
          double cutGain = gainOf(sum);
          if (cutGain > bestGain) {
            bestGain = cutGain;
            bestBefore = last;
            bestAfter = bin;
            bestLeft = sum;
          }
        }
        sum += entries[bin];
        entries[bin] = 0;
        last = bin;
      }
      mask[word] = 0;
    }
    offer(bestGain, wideColumn, bestBefore, bestAfter, bestLeft);
  }

  private double gainOf(long sum) {
    return packing.fillsLeaf(sum) && packing.fillsLeaf(total - sum) ? gain(sum) : -1;
  }

  private double gain(long sum) {
    return penalty == 0 ? packing.gain(sum, total) : packing.penalisedGain(sum, total, penalty);
  }

  private void offer(double offered, int column, int before, int after, long left) {
    if (takes(offered)) {
      cut = new Cut(column, before, after, left, false, LevelSet.NONE);
    }
  }

  /** Whether a cut that gains so much is the best so far, or is drawn among the best. */
  private boolean takes(double offered) {
    if (offered < gain || offered < 0) {
      return false;
    }
    ties = offered > gain ? 1 : ties + 1;
    if (ties == 1 || draws.below(ties) == 0) {
      gain = offered;
      return true;
    }
    return false;
  }

  /**
   * Considers a cut between two ranks of the only column that is offered; of cuts that explain the
   * same, the first is kept.
   *
   * @param sum the packed sum of the units to its left
   */
  public void offerRanks(int rankedColumn, long sum, int lastLeft, int firstRight) {
    varies = true;
    double cutGain = gainOf(sum);
    if (cutGain > gain && takes(cutGain)) {
      cut = new Cut(rankedColumn, lastLeft, firstRight, sum, true, LevelSet.NONE);
    }
  }

  /** Whether any cut was legal. */
  public boolean found() {
    return gain >= 0;
  }

  /** What the best cut gains, -1 if none was legal; comparable within a node. */
  public double gain() {
    return gain;
  }

  /** Whether any column offered has more than one value in the node. */
  public boolean varies() {
    return varies;
  }

  /** By how much the best cut reduces the sum of squares, comparable between nodes. */
  public double reduction() {
    return penalty == 0 ? packing.reduction(gain, total) : gain;
  }

  /** The best cut; of no meaning if none was found. */
  public Cut cut() {
    return cut;
  }
}
