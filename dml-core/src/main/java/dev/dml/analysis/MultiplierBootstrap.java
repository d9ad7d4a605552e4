package dev.dml.analysis;

import java.util.Objects;

/**
 * How the joint distribution of estimates is simulated: every draw multiplies the contribution of
 * each sampled unit to the estimates with a random number of mean zero and variance one, the same
 * for all estimates.
 *
 * @param draws the number of draws B, from 2 to {@value #MOST}
 * @param method how the multipliers are distributed
 */
public record MultiplierBootstrap(int draws, Multiplier method) {

  /** The most draws. */
  public static final int MOST = 1_000_000;

  /** 1,000 draws of normal multipliers. */
  public static final MultiplierBootstrap DEFAULT =
      new MultiplierBootstrap(1000, Multiplier.GAUSSIAN);

  /** Checks the number of draws. */
  public MultiplierBootstrap {
    Objects.requireNonNull(method);
    if (draws < 2 || draws > MOST) {
      throw new IllegalArgumentException("draws must be from 2 to " + MOST + ", but was " + draws);
    }
  }
}
