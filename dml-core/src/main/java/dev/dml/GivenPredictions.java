package dev.dml;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Observations;
import dev.dml.data.Rows;
import dev.dml.learner.Target;
import dev.dml.model.Nuisance;
import dev.dml.task.TaskId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;

/**
 * Out-of-fold predictions that the user brings instead of learners, in columns {@code
 * NUISANCE.repREP.treatT}.
 */
final class GivenPredictions {

  private final Map<String, Column> byName = new LinkedHashMap<>();
  private final Optional<Observations> observations;

  GivenPredictions(List<Column> columns) {
    this(columns, Optional.empty());
  }

  private GivenPredictions(List<Column> columns, Optional<Observations> observations) {
    columns.forEach(column -> byName.put(column.name(), column));
    this.observations = observations;
  }

  /** Whether predictions of a nuisance are given, or of one of those of a kind. */
  boolean has(String nuisance) {
    return byName.keySet().stream().anyMatch(name -> name.startsWith(nuisance + "."));
  }

  /** The same predictions by observation. */
  GivenPredictions of(Observations made) {
    return new GivenPredictions(
        byName.values().stream().map(made::byObservation).toList(), Optional.of(made));
  }

  /** The predictions of one repetition, by nuisance. */
  Map<String, Column> of(int treatment, int repetition) {
    String suffix = TaskId.column("", repetition, treatment);
    Map<String, Column> given = new LinkedHashMap<>();
    byName.forEach(
        (name, column) -> {
          if (name.endsWith(suffix)) {
            String nuisance = name.substring(0, name.length() - suffix.length());
            given.put(nuisance, column.named(nuisance));
          }
        });
    return given;
  }

  /**
   * Adds a sentence for each column that is missing or cannot be used.
   *
   * @param data whose rows they predict
   */
  void check(
      List<Nuisance> nuisances,
      int treatment,
      int repetitions,
      CausalData data,
      Set<String> problems) {
    for (Nuisance nuisance : nuisances) {
      if (has(nuisance.name())) {
        for (int repetition = 0; repetition < repetitions; repetition++) {
          String name = TaskId.column(nuisance.name(), repetition, treatment);
          if (byName.containsKey(name)) {
            check(byName.get(name), nuisance, data, problems);
          } else {
            problems.add("predictions: column " + name + " is missing");
          }
        }
      }
    }
  }

  private void check(Column column, Nuisance nuisance, CausalData data, Set<String> problems) {
    int rows = data.rows();
    if (column.size() != rows) {
      problems.add(
          "predictions: column "
              + column.name()
              + " has "
              + column.size()
              + " rows, but the data have "
              + rows);
      return;
    }
    boolean probability = nuisance.targets().equals(List.of(Target.PROBABILITY));
    DoublePredicate legal = probability ? value -> value >= 0 && value <= 1 : Double::isFinite;
    Rows predicted = nuisance.predicted(data, Rows.all(rows));
    for (int i = 0; i < predicted.size(); i++) {
      int row = predicted.get(i);
      if (!legal.test(column.get(row))) {
        problems.add(
            "predictions: column "
                + column.name()
                + " must hold "
                + (probability ? "probabilities from 0 to 1" : "finite numbers")
                + ", but is "
                + column.get(row)
                + (data.panel().isPresent()
                    ? " for unit " + (row + 1)
                    : " in row "
                        + observations
                            .map(made -> made.fileRow(row))
                            .orElse(data.preparation().fileRow(row))));
        return;
      }
    }
  }

  /**
   * Adds a sentence for each column that belongs to no nuisance, treatment and repetition of the
   * run.
   */
  void checkNames(Set<String> nuisances, int treatments, int repetitions, Set<String> problems) {
    Set<String> unknown = new LinkedHashSet<>(byName.keySet());
    for (String nuisance : nuisances) {
      for (int treatment = 0; treatment < treatments; treatment++) {
        for (int repetition = 0; repetition < repetitions; repetition++) {
          unknown.remove(TaskId.column(nuisance, repetition, treatment));
        }
      }
    }
    for (String name : unknown) {
      problems.add(
          "predictions: column "
              + name
              + " must be named NUISANCE.repREP.treatT with NUISANCE one of "
              + String.join(", ", nuisances)
              + ", REP from 0 to "
              + (repetitions - 1)
              + " and T from 0 to "
              + (treatments - 1));
    }
  }
}
