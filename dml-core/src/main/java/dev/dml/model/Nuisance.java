package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Target;
import java.util.List;
import java.util.Optional;

/**
 * A function that a causal model needs but is not interested in: E[response | features], perhaps
 * given that a variable has a value. It is data alone, so whoever fits it runs no code of the
 * model.
 *
 * @param name the name of this nuisance, such as {@code ml_g0}
 * @param slot the learner slot that serves it, such as {@code ml_g}; often the same as the name
 * @param response the variable whose mean or probability is learnt
 * @param given if present, only rows in which this holds are trained on; all rows are predicted
 * @param targets what may be asked of the learner, best first
 * @param beside the names of treatments and instruments that it may use to predict, beside the
 *     covariates
 */
public record Nuisance(
    String name,
    String slot,
    Response response,
    Optional<Given> given,
    List<Target> targets,
    List<String> beside) {

  /** Checks and copies. */
  public Nuisance {
    targets = List.copyOf(targets);
    beside = List.copyOf(beside);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "nuisance " + name + " must ask for a mean or a probability");
    }
  }

  /** A function of the covariates alone. */
  public Nuisance(
      String name, String slot, Response response, Optional<Given> given, List<Target> targets) {
    this(name, slot, response, given, targets, List.of());
  }

  /**
   * E[variable | features], served by the slot of its own name; a probability if the variable is
   * 0/1 and the learner can.
   */
  public static Nuisance of(String name, CausalData data, Column variable) {
    return of(name, name, data, variable);
  }

  /** E[variable | features]; a probability if the variable is 0/1 and the learner can. */
  public static Nuisance of(String name, String slot, CausalData data, Column variable) {
    Response response = new Response.Observed(variable.name());
    List<Target> targets =
        response.isBinary(data) ? List.of(Target.PROBABILITY, Target.MEAN) : List.of(Target.MEAN);
    return new Nuisance(name, slot, response, Optional.empty(), targets);
  }

  /** E[fitted values of another nuisance | features], served by the slot of its own name. */
  public static Nuisance ofFitted(String name, Nuisance other) {
    return new Nuisance(
        name, name, new Response.Fitted(other), Optional.empty(), List.of(Target.MEAN));
  }

  /** P(variable = 1 | features), for which a mean will not do. */
  public static Nuisance probability(String name, String slot, Column variable) {
    return probability(name, slot, new Response.Observed(variable.name()));
  }

  /** P(response = 1 | features), for which a mean will not do. */
  public static Nuisance probability(String name, String slot, Response response) {
    return new Nuisance(name, slot, response, Optional.empty(), List.of(Target.PROBABILITY));
  }

  /** Stands for a nuisance of the second wave, of which only the name is known before the first. */
  public static Nuisance later(String name) {
    return new Nuisance(
        name, name, new Response.Observed(name), Optional.empty(), List.of(Target.MEAN));
  }

  /** The same function among the rows in which a variable has a value. */
  public Nuisance given(Column variable, double value) {
    return new Nuisance(
        name, slot, response, Optional.of(new Given(variable.name(), value)), targets, beside);
  }

  /** The same function of further variables. */
  public Nuisance beside(List<Column> variables) {
    return new Nuisance(
        name, slot, response, given, targets, variables.stream().map(Column::name).toList());
  }

  /** What it is learnt from, when a treatment is analysed. */
  public Features features(CausalData data, int treatment) {
    return data.features(treatment, beside);
  }

  /** The rows among these on which the nuisance is defined. */
  public Rows among(CausalData data, Rows rows) {
    if (given.isEmpty()) {
      return rows;
    }
    Column variable = data.variable(given.get().variable());
    double value = given.get().value();
    return rows.filter(row -> variable.get(row) == value);
  }

  /**
   * The condition that a variable has a value.
   *
   * @param variable the name of an outcome, treatment or instrument
   * @param value the value
   */
  public record Given(String variable, double value) {}
}
