package dev.dml.analysis.effects;

import java.util.List;

/**
 * The functions of a basis at the rows of the data, and at the places where effects are predicted.
 *
 * @param names of the functions
 * @param functions by function and row
 * @param places what a place is called: the value of the column, or those of all functions
 * @param atPlaces the values of the functions, by place
 */
// Made for one use and never compared.
@SuppressWarnings("ArrayRecordComponent")
record EvaluatedBasis(
    List<String> names, double[][] functions, List<List<Double>> places, double[][] atPlaces) {

  /** Copies the names. */
  EvaluatedBasis {
    names = List.copyOf(names);
    places = List.copyOf(places);
  }
}
