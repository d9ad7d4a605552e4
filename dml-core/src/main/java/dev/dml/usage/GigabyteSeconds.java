package dev.dml.usage;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What AWS Lambda bills: memory times time, with 1 GB = 1,024 MB. It is kept as a whole number of
 * MB times milliseconds, which is what the bill is made of, so that sums are exact.
 *
 * @param megabyteMillis memory in MB times time in milliseconds, at least 0
 */
public record GigabyteSeconds(long megabyteMillis) implements Comparable<GigabyteSeconds> {

  /** Nothing. */
  public static final GigabyteSeconds ZERO = new GigabyteSeconds(0);

  private static final int MEGABYTE_MILLIS = 1024 * 1000;

  /** One over 1,024,000, which is an exact decimal number. */
  private static final BigDecimal OF_MEGABYTE_MILLI = BigDecimal.valueOf(9_765_625, 13);

  /** Checks. */
  public GigabyteSeconds {
    if (megabyteMillis < 0) {
      throw new IllegalArgumentException(
          "megabyte-milliseconds must be at least 0, but were " + megabyteMillis);
    }
  }

  /**
   * A memory size for a time, which is rounded up to whole milliseconds.
   *
   * @param memoryMegabytes in MB of 1,048,576 bytes
   */
  public static GigabyteSeconds of(int memoryMegabytes, Duration time) {
    long millis = time.plusNanos(999_999).toMillis();
    return new GigabyteSeconds(Math.multiplyExact(millis, memoryMegabytes));
  }

  /** The sum. */
  public GigabyteSeconds plus(GigabyteSeconds other) {
    return new GigabyteSeconds(Math.addExact(megabyteMillis, other.megabyteMillis));
  }

  /** In GB-seconds, rounded to a double. */
  public double value() {
    return (double) megabyteMillis / MEGABYTE_MILLIS;
  }

  /** In GB-seconds, exactly. */
  BigDecimal exactly() {
    BigDecimal all =
        BigDecimal.valueOf(megabyteMillis).multiply(OF_MEGABYTE_MILLI).stripTrailingZeros();
    return all.scale() < 0 ? all.setScale(0) : all;
  }

  @Override
  public int compareTo(GigabyteSeconds other) {
    return Long.compare(megabyteMillis, other.megabyteMillis);
  }

  @Override
  public String toString() {
    return exactly().toPlainString() + " GB-s";
  }
}
