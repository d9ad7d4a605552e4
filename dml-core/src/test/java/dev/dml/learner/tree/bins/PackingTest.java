package dev.dml.learner.tree.bins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PackingTest {

  @Test
  void tenMillionRowsOfTheLargestTargetDoNotOverflow() {
    int rows = 10_000_000;
    Packing packing = Packing.ofRows(rows, 1, -5, 5);
    long largest = packing.quantise(5);
    long half = packing.pack(rows / 2, largest);
    long total = half + half;
    assertThat(packing.weight(total)).isEqualTo(rows);
    assertThat(packing.sum(total)).isEqualTo(rows * largest);
    // Both halves have the same mean, so that the cut explains nothing; an overflow would not be 0.
    assertThat(packing.gain(half, total)).isZero();
  }

  @Test
  void wholeNumberTargetsAreNotRounded() {
    Packing packing = Packing.ofRows(1000, 1, 3, 5003);
    // The step is a power of two, 2^-18 for 31 bits and a range of 5000, and 4 - 3 is 2^18 of it.
    assertThat(packing.quantise(4)).isEqualTo(1 << 18);
  }

  @Test
  void rowsAreCountedApartFromTheirCopies() {
    Packing packing = Packing.ofDraws(1000, 3, 0, 1);
    long twoRows = packing.pack(5, 1) + packing.pack(4, 0);
    assertThat(packing.fillsLeaf(twoRows)).isFalse();
    assertThat(packing.fillsLeaf(twoRows + packing.pack(1, 0))).isTrue();
  }

  @Test
  void theReductionIsThatOfTheSumOfSquares() {
    // Targets 1 | 2, 6: the mean is 3 and the reduction 1 * 2 / 3 (1 - 4)^2 = 6.
    Packing packing = Packing.ofRows(3, 1, 1, 6);
    long left = packing.pack(1, packing.quantise(1));
    long total = left + packing.pack(1, packing.quantise(2)) + packing.pack(1, packing.quantise(6));
    assertThat(packing.reduction(packing.gain(left, total), total)).isEqualTo(6);
    // With a penalty of 1: 1 / 2 + 64 / 3 - 81 / 4 = 19 / 12.
    assertThat(packing.penalisedGain(left, total, 1)).isCloseTo(19.0 / 12, within(1e-12));
  }

  @Test
  void aSumThatRoundingMovedBeyondTheRangeLeavesTheWeightAlone() {
    // The range is 4 units in the last place of 1, so that three targets span 12 of them; the sums
    // are beyond that by 2, a unit in their own last place, and by 8.
    double maximum = 1 + 4 * Math.ulp(1.0);
    Packing packing = Packing.ofRows(10, 1, 1, maximum);
    long below = packing.packSum(3, Math.nextDown(3.0));
    assertThat(packing.weight(below)).isEqualTo(3);
    assertThat(packing.sum(below)).isZero();
    long above = packing.packSum(3, 3 * maximum + 4 * Math.ulp(3.0));
    assertThat(packing.weight(above)).isEqualTo(3);
    // Ten rows leave a target all 31 bits; a range of 2^-50 then takes 2^30 steps of 2^-80.
    assertThat(packing.sum(above)).isEqualTo(3L << 30);
  }

  @Test
  void withoutARangeEverySumIsZero() {
    Packing packing = Packing.ofRows(10, 1, 1e20, 1e20);
    long rows = packing.packSum(3, Math.nextUp(3 * 1e20));
    assertThat(packing.weight(rows)).isEqualTo(3);
    assertThat(packing.sum(rows)).isZero();
  }

  @Test
  void aRangeBeyondTheLargestNumberIsRefused() {
    assertThatThrownBy(() -> Packing.ofRows(10, 1, -1e308, 1e308))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "trees need targets whose range is a finite number,"
                + " but they reach from -1.0E308 to 1.0E308");
  }
}
