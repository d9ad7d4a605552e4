package dev.dml.learner.tree.bins;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BestCutTest {

  private static final int ROWS = 300;
  private static final int LEAF = 20;

  private final SplittableRandom random = new SplittableRandom(17);
  private final Packing packing = Packing.ofRows(ROWS, LEAF, -1, 1);
  private final long[] entries = new long[256];

  private long drawEntries() {
    Arrays.fill(entries, 0);
    long total = 0;
    for (int row = 0; row < ROWS; row++) {
      int bin = random.nextInt(Bins.LIMIT);
      double signal = bin < 90 ? 0.2 : -0.2;
      long value = packing.pack(1, packing.quantise(signal + random.nextDouble(-0.8, 0.8)));
      entries[bin] += value;
      total += value;
    }
    return total;
  }

  private BestCut search(long total, double wanted) {
    BestCut cut = new BestCut(packing, new Draws());
    cut.begin(total, wanted);
    cut.offerAll(3, entries, 0);
    return cut;
  }

  @Test
  void theBestCutIsTheSameWhereOnlyGainsUpToItsOwnMatter() {
    for (int i = 0; i < 200; i++) {
      long total = drawEntries();
      BestCut all = search(total, -1);
      for (double share : new double[] {0.5, 0.95, 1}) {
        BestCut some = search(total, share * all.gain());
        assertEquals(all.gain(), some.gain());
        assertEquals(all.cut().before(), some.cut().before());
        assertEquals(all.cut().after(), some.cut().after());
        assertEquals(all.cut().left(), some.cut().left());
      }
    }
  }

  @Test
  void whereNoCutGainsWhatIsWantedALegalOneIsFoundThatGainsLess() {
    for (int i = 0; i < 200; i++) {
      long total = drawEntries();
      double best = search(total, -1).gain();
      BestCut some = search(total, 1.001 * best);
      assertTrue(some.found());
      assertTrue(some.gain() <= best);
      assertTrue(packing.fillsLeaf(some.cut().left()));
      assertTrue(packing.fillsLeaf(total - some.cut().left()));
    }
  }
}
