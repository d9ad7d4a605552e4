package dev.dml.model;

import java.util.Optional;

/**
 * That a nuisance is learnt on one half of the training rows, because another nuisance is learnt on
 * the other half and what it predicts is a feature: rows that it learnt from would be predicted too
 * well.
 *
 * @param number 1 or 2
 * @param feature the nuisance learnt on the first half whose predictions are a further feature; of
 *     the second half alone
 */
public record Half(int number, Optional<Nuisance> feature) {

  /** The first half. */
  public static final Half FIRST = new Half(1, Optional.empty());

  /** Checks that the feature is learnt on the other half. */
  public Half {
    if (number < 1 || number > 2) {
      throw new IllegalArgumentException("a half is 1 or 2, but was " + number);
    }
    feature.ifPresent(
        nuisance -> {
          if (number != 2 || !nuisance.domain().half().equals(Optional.of(FIRST))) {
            throw new IllegalArgumentException(
                nuisance.name() + " must be learnt on the first half to be a feature on the other");
          }
        });
  }

  /** The second half, with what a nuisance learnt on the first predicts for a feature. */
  public static Half after(Nuisance first) {
    return new Half(2, Optional.of(first));
  }
}
