package dev.dml.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The features that nuisances of a data set may use, each set made once, so that what is derived
 * from it is computed once.
 */
final class FeatureSets {

  private final Features covariates;
  private final List<Column> treatments;
  private final Map<Integer, Features> byTreatment = new ConcurrentHashMap<>();
  private final Map<Map.Entry<Integer, List<Column>>, Features> beside = new ConcurrentHashMap<>();
  private final Map<List<Column>, Features> byColumns = new ConcurrentHashMap<>();

  /** The treatments are those that are covariates of each other; may be none. */
  FeatureSets(Features covariates, List<Column> treatments) {
    this.covariates = covariates;
    this.treatments = treatments;
  }

  /** The covariates, followed by the treatments but one. */
  Features of(int treatment) {
    return treatments.size() <= 1
        ? covariates
        : byTreatment.computeIfAbsent(
            treatment,
            position -> {
              List<Column> others = new ArrayList<>(treatments);
              others.remove(position.intValue());
              return covariates.and(others);
            });
  }

  /** The same, followed by variables that are no covariates. */
  Features of(int treatment, List<Column> variables) {
    return variables.isEmpty()
        ? of(treatment)
        : beside.computeIfAbsent(
            Map.entry(treatment, variables), key -> of(treatment).and(variables));
  }

  /** Other values of the covariates. */
  Features of(List<Column> columns) {
    return columns.equals(covariates.columns())
        ? covariates
        : byColumns.computeIfAbsent(columns, covariates::with);
  }
}
