package dev.dml.model.did;

import dev.dml.data.CausalData;
import dev.dml.data.Rows;
import dev.dml.model.Condition;
import dev.dml.model.Nuisance;
import dev.dml.model.Predictions;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;

/** How units were observed over time, which decides how a cell is estimated. */
interface Sampled {

  /** Fewer rows than these cannot be learnt from, nor be called a group. */
  int LEAST = 5;

  /** The kinds of nuisances of the outcome, such as {@code ml_g0}. */
  List<String> outcomes();

  /** All periods of the data, ascending. */
  double[] times(CausalData data);

  /** The names of the variables by which folds are stratified. */
  List<String> stratifyBy(CausalData data);

  /** The nuisances of a cell, named by their kinds. */
  List<Nuisance> nuisances(CausalData data, Cell cell, ScoreRule rule);

  /** What holds in the rows that a cell compares. */
  List<Condition> compared(CausalData data, Cell cell);

  /** Why the rows that a cell compares are too few, if they are. */
  Optional<String> lack(CausalData data, Cell cell, Rows rows);

  /**
   * The comparison of a cell.
   *
   * @param rows those that are compared
   * @param names the name of the nuisance of each kind
   * @param odds of a row; not asked in an experiment
   */
  Comparison comparison(
      CausalData data,
      Cell cell,
      Rows rows,
      Predictions predictions,
      UnaryOperator<String> names,
      IntToDoubleFunction odds,
      ScoreRule rule);
}
