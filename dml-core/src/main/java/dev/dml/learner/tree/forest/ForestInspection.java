package dev.dml.learner.tree.forest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a random forest says about itself from its training rows alone; see {@link
 * RandomForest#inspect}.
 *
 * @param outOfBagError the mean of {@code (y - p)^2} over the rows that some tree did not draw, in
 *     squared units of the target, where {@code p} is the mean prediction of exactly those trees
 *     (Breiman, <i>Out-of-bag estimation</i>, 1996); for a 0/1 target that is the Brier score;
 *     empty if every tree drew every row
 * @param outOfBagRows the number of those rows
 * @param importance for each column, in their order, its share of what the cuts of all trees reduce
 *     the sum of squares by (Breiman, Friedman, Olshen and Stone, <i>Classification and Regression
 *     Trees</i>, 1984, section 5.3.4; without surrogate cuts); the shares sum to 1, or are all 0 if
 *     no cut reduces anything. Columns of many values get more than their due (Strobl et al.,
 *     <i>BMC Bioinformatics</i> 8:25, 2007).
 */
public record ForestInspection(
    OptionalDouble outOfBagError, int outOfBagRows, Map<String, Double> importance) {

  /** Copies the map in its order. */
  public ForestInspection {
    importance = Collections.unmodifiableMap(new LinkedHashMap<>(importance));
  }
}
