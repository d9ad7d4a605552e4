package dev.dml.analysis;

import dev.dml.random.NormalQuantile;
import dev.dml.random.Seed;

/** A distribution of mean zero and variance one, from which the multipliers of a draw come. */
public enum Multiplier {

  /** The standard normal distribution. */
  GAUSSIAN {
    @Override
    double of(long bits) {
      return NormalQuantile.of(uniform(bits));
    }
  },

  /** The exponential distribution with mean one, less one: skewed. */
  EXPONENTIAL {
    @Override
    double of(long bits) {
      return -StrictMath.log(uniform(bits)) - 1;
    }
  },

  /**
   * a / &radic;2 + (b&sup2; &minus; 1) / 2 with a and b normal, whose third moment is one.
   *
   * <p>Source: Mammen, The Annals of Statistics 21 (1993), in the form of Chernozhukov, Chetverikov
   * and Kato, The Annals of Statistics 41 (2013).
   */
  WILD {
    @Override
    double of(long bits) {
      double a = NormalQuantile.of(uniform(bits));
      double b = NormalQuantile.of(uniform(Seed.mix(bits)));
      return a / SQRT2 + (b * b - 1) / 2;
    }
  };

  private static final double SQRT2 = Math.sqrt(2);

  /** The multiplier that 64 random bits make. */
  abstract double of(long bits);

  /** A number inside (0, 1) from the upper 53 bits. */
  private static double uniform(long bits) {
    return ((bits >>> 11) + 0.5) * 0x1p-53;
  }
}
