package dev.dml.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "-0.0",
        "+7",
        "007",
        "1.",
        ".5",
        "-.5",
        "1e3",
        "1E-3",
        "1.5e+300",
        "4.9e-324",
        "1e999",
        "-1e999",
        "0.1",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775808",
        "123456789012345678901234567890",
        "0.00000000000000000000001",
        "0.0000000000000000000000123",
        "2.2250738585072011e-308",
        "1.7976931348623157e308"
      })
  void decimalNumbersAreReadAsJavaReadsThem(String text) {
    assertBitsOfParseDouble(text);
  }

  @Test
  void everyDoubleSurvivesTheRoundTripThroughItsText() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(any)) {
        assertBitsOfParseDouble(Double.toString(any));
      }
      assertBitsOfParseDouble(Double.toString(random.nextDouble(-100, 100)));
    }
  }

  /** Short decimals take the fast path: 1 to 18 digits with the point anywhere. */
  @Test
  void decimalsOfUpToEighteenDigitsAreReadAsJavaReadsThem() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100_000; i++) {
      int digits = 1 + random.nextInt(18);
      StringBuilder text = new StringBuilder();
      for (int j = 0; j < digits; j++) {
        text.append((char) ('0' + random.nextInt(10)));
      }
      text.insert(random.nextInt(digits + 1), '.');
      assertBitsOfParseDouble(text.toString());
    }
  }

  /**
   * The middles of two doubles from 1 to 1,000, exactly, cut to 16 to 18 digits, and next to them.
   */
  @Test
  void decimalsNearTheMiddleOfTwoDoublesAreReadAsJavaReadsThem() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      double lower = random.nextDouble(1, 1000);
      BigDecimal middle =
          new BigDecimal(lower).add(new BigDecimal(Math.nextUp(lower))).divide(BigDecimal.TWO);
      BigDecimal cut = middle.round(new MathContext(16 + i % 3));
      assertBitsOfParseDouble(cut.toPlainString());
      assertBitsOfParseDouble(cut.add(cut.ulp()).toPlainString());
      assertBitsOfParseDouble(cut.subtract(cut.ulp()).movePointLeft(2).toPlainString());
    }
    // Odd integers above 2^53 are such middles, of which the even neighbour is taken.
    for (long integer = (1L << 53) + 1; integer < (1L << 53) + 2000; integer += 2) {
      assertBitsOfParseDouble(Long.toString(integer));
      assertBitsOfParseDouble("-" + integer);
    }
  }

  private static void assertBitsOfParseDouble(String text) {
    assertThat(Double.doubleToRawLongBits(number(text)))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d", "1f", "1D", "0x1p3", "0x10", "1,5", "1_000", "1e", "1e+", "e5", "-", "+", ".", "..1",
        "1.2.3", "1 2", "--1", "12 EUR", "abc", "tru", "1e5x", "١"
      })
  void whatIsNotADecimalNumberIsNotANumber(String text) {
    assertThat(number(text)).isNaN();
  }

  @Test
  void trueAndFalseAreOneAndZero() {
    assertThat(number("true")).isEqualTo(1);
    assertThat(number("FALSE")).isEqualTo(0);
  }

  @Test
  void infinityIsANumberThatCanBeRefusedLater() {
    assertThat(number("inf")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(number("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "NA", "na", "N/A", "NaN", "nan", "NULL", "null"})
  void missingValuesHaveSixSpellings(String text) {
    assertThat(Cell.isMissing(text.toCharArray(), 0, text.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "-", "0", "?", "NAN1", "missing"})
  void otherTextsAreNotMissing(String text) {
    assertThat(Cell.isMissing(text.toCharArray(), 0, text.length())).isFalse();
  }

  /** Reads a cell in the middle of a buffer. */
  private static double number(String text) {
    return Cell.number(("7" + text + "7").toCharArray(), 1, text.length());
  }
}
