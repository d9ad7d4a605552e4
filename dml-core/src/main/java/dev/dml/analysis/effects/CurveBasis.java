package dev.dml.analysis.effects;

import dev.dml.data.CausalData;
import java.util.List;

/** The functions of columns by which effects are predicted. */
public sealed interface CurveBasis permits GivenBasis, SplineBasis {

  /** The names of the columns of the data that it needs as modifiers. */
  List<String> columns();

  /** What is wrong with the data for it, one sentence each; empty if nothing is. */
  List<String> problems(CausalData data);

  /** The functions on data for which there are no problems. */
  @SuppressWarnings("exports") // For packages of this module alone.
  EvaluatedBasis on(CausalData data);
}
