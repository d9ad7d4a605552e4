package dev.dml.usage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An amount of US dollars, exact however small: an invocation costs millionths of a dollar.
 *
 * @param amount dollars, at least 0
 */
public record Usd(BigDecimal amount) implements Comparable<Usd> {

  /** Nothing. */
  public static final Usd ZERO = new Usd(BigDecimal.ZERO);

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

  /** Checks; equal amounts are equal whatever their trailing zeros. */
  public Usd {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException(
          "an amount must be at least 0 dollars, but was " + amount.toPlainString());
    }
    amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }

  /** An amount in decimal digits, such as {@code 0.0000166667}. */
  public static Usd of(String dollars) {
    return new Usd(new BigDecimal(dollars));
  }

  /** The sum. */
  public Usd plus(Usd other) {
    return new Usd(amount.add(other.amount));
  }

  /** So many times this price. */
  public Usd times(long count) {
    return new Usd(amount.multiply(BigDecimal.valueOf(count)));
  }

  /** This price per GB-second, for an amount of them. */
  public Usd times(GigabyteSeconds used) {
    return new Usd(amount.multiply(used.exactly()));
  }

  /** The price of one, if this is the price of a power of ten. */
  public Usd perPowerOfTen(int exponent) {
    return new Usd(amount.movePointLeft(exponent));
  }

  /** In dollars, rounded to a double. */
  public double value() {
    return amount.doubleValue();
  }

  @Override
  public int compareTo(Usd other) {
    return amount.compareTo(other.amount);
  }

  /** For a person: cents, or two significant digits where it is less than a cent. */
  @Override
  public String toString() {
    if (amount.signum() == 0 || amount.compareTo(CENT) >= 0) {
      return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString() + " USD";
    }
    return amount.round(TWO_DIGITS).toPlainString() + " USD";
  }
}
