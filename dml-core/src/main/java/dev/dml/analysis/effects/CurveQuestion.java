package dev.dml.analysis.effects;

import java.util.Objects;

/**
 * By which functions effects are to be predicted.
 *
 * @param basis the functions
 * @param draws how many draws the joint band takes, 2 to {@value #MOST_DRAWS}
 */
public record CurveQuestion(CurveBasis basis, int draws) {

  /** The draws of joint bands unless others are asked for. */
  public static final int DRAWS = 1000;

  /** The most draws. */
  public static final int MOST_DRAWS = 1_000_000;

  /** Checks the range. */
  public CurveQuestion {
    Objects.requireNonNull(basis);
    if (draws < 2 || draws > MOST_DRAWS) {
      throw new IllegalArgumentException(
          "draws must be from 2 to " + MOST_DRAWS + ", but was " + draws);
    }
  }

  /** With the usual number of draws. */
  public static CurveQuestion of(CurveBasis basis) {
    return new CurveQuestion(basis, DRAWS);
  }
}
