package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.data.Features;
import dev.dml.data.Rows;
import dev.dml.learner.Target;
import dev.dml.model.propensity.Propensity;
import java.util.List;
import java.util.Optional;

/**
 * A function that a causal model needs but is not interested in: E[response | features], perhaps
 * given that variables have certain values. It is data alone, so whoever fits it runs no code of
 * the model.
 *
 * @param name the name of this nuisance, such as {@code ml_g0}; what follows a dot in it says which
 *     of several it is, such as {@code ml_g.d=2}
 * @param slot the learner slot that serves it, such as {@code ml_g}; often the same as the name
 * @param response the variable whose mean or probability is learnt
 * @param domain the rows on which it is learnt and predicted, and where its features are
 * @param targets what may be asked of the learner, best first
 * @param isCalibrated whether predicted probabilities are calibrated inside the training rows
 */
public record Nuisance(
    String name,
    String slot,
    Response response,
    Domain domain,
    List<Target> targets,
    boolean isCalibrated) {

  /** Checks and copies. */
  public Nuisance {
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException(
          "nuisance " + name + " must ask for a mean or a probability");
    }
  }

  /** A function whose predictions are taken as they are. */
  public Nuisance(
      String name, String slot, Response response, Domain domain, List<Target> targets) {
    this(name, slot, response, domain, targets, false);
  }

  /** The same with probabilities that are calibrated inside the training rows, if that is asked. */
  public Nuisance calibrated(Propensity.Calibration calibration) {
    return new Nuisance(
        name, slot, response, domain, targets, calibration == Propensity.Calibration.ISOTONIC);
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
    return of(name, slot, data, new Response.Observed(variable.name()));
  }

  /** E[response | features]; a probability if the response is 0/1 and the learner can. */
  public static Nuisance of(String name, String slot, CausalData data, Response response) {
    List<Target> targets =
        response.isBinary(data) ? List.of(Target.PROBABILITY, Target.MEAN) : List.of(Target.MEAN);
    return new Nuisance(name, slot, response, Domain.ALL, targets);
  }

  /** E[fitted values of another nuisance | features], served by the slot of its own name. */
  public static Nuisance ofFitted(String name, Nuisance other) {
    return new Nuisance(name, name, new Response.Fitted(other), Domain.ALL, List.of(Target.MEAN));
  }

  /** P(variable = 1 | features), for which a mean will not do. */
  public static Nuisance probability(String name, String slot, Column variable) {
    return probability(name, slot, new Response.Observed(variable.name()));
  }

  /** P(response = 1 | features), for which a mean will not do. */
  public static Nuisance probability(String name, String slot, Response response) {
    return new Nuisance(name, slot, response, Domain.ALL, List.of(Target.PROBABILITY));
  }

  /**
   * E[outcome &minus; &theta;<sub>0</sub> treatment | features] with a first estimate
   * &theta;<sub>0</sub>, served by the slot of its own name; see {@link Response.Adjusted}.
   *
   * @param ofOutcome the name of the nuisance that predicts the outcome
   */
  public static Nuisance afterEffect(
      String name,
      String ofOutcome,
      Response.Predicted treatment,
      Response.Predicted instrument,
      CausalData data) {
    Response.Predicted outcome = new Response.Predicted(data.outcome().name(), ofOutcome);
    Response response = new Response.Adjusted(outcome, treatment, instrument);
    return new Nuisance(name, name, response, Domain.ALL, List.of(Target.MEAN));
  }

  /** The names of the nuisances whose out-of-fold predictions its response waits for. */
  public List<String> awaited() {
    return response instanceof Response.Adjusted adjusted ? adjusted.awaited() : List.of();
  }

  /** The same when the predictions that it waits for are there; itself if it waits for none. */
  public Nuisance settled(CausalData data, Predictions predictions) {
    return response instanceof Response.Adjusted adjusted
        ? new Nuisance(
            name, slot, adjusted.settled(data, predictions), domain, targets, isCalibrated)
        : this;
  }

  /** The same function among the rows in which a variable has a value. */
  public Nuisance given(Column variable, double value) {
    return given(Condition.of(variable.name(), value));
  }

  /** The same function among the rows in which a condition holds. */
  public Nuisance given(Condition condition) {
    return given(List.of(condition));
  }

  /** The same function among the rows in which all of some conditions hold. */
  public Nuisance given(List<Condition> conditions) {
    return within(domain.given(conditions));
  }

  /** The same function, learnt on one half of the training rows. */
  public Nuisance learntOn(Half half) {
    return within(domain.learntOn(half));
  }

  /** The nuisance that every fit of this one begins with; mostly none. */
  public Optional<Nuisance> firstStage() {
    return response instanceof Response.Fitted fitted
        ? Optional.of(fitted.nuisance())
        : domain.half().flatMap(Half::feature);
  }

  /** The same function of further variables. */
  public Nuisance beside(List<Column> variables) {
    return within(domain.beside(variables.stream().map(Column::name).toList()));
  }

  /** The same function on other rows. */
  public Nuisance within(Domain other) {
    return new Nuisance(name, slot, response, other, targets, isCalibrated);
  }

  /** The same function under another name. */
  public Nuisance named(String other) {
    return new Nuisance(other, slot, response, domain, targets, isCalibrated);
  }

  /** Its name without what says which of several it is: {@code ml_g} for {@code ml_g.d=2}. */
  public String kind() {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** The rows of a data set on which the nuisance is learnt. */
  public Rows learnt(CausalData data) {
    return Condition.rows(domain.given(), data);
  }

  /** The rows among these on which the nuisance is learnt. */
  public Rows among(CausalData data, Rows rows) {
    return Condition.among(rows, domain.given(), data);
  }

  /** The rows among these that are predicted. */
  public Rows predicted(CausalData data, Rows rows) {
    return Condition.among(rows, domain.predicted(), data);
  }

  /** What it is learnt from, when a treatment is analysed. */
  public Features features(CausalData data, int treatment) {
    return domain
        .period()
        .map(data::featuresIn)
        .orElseGet(() -> data.features(treatment, domain.beside()));
  }

  /**
   * The rows on which a nuisance is learnt and predicted, and what it is a function of.
   *
   * @param given what holds in the rows that it is learnt on; all rows if nothing is said
   * @param predicted what holds in the rows that are predicted; all rows if nothing is said
   * @param period of units in several periods, the name of that whose covariates are used
   * @param beside the names of treatments and instruments that it may use to predict, beside the
   *     covariates
   * @param half the half of the training rows that it is learnt on; all of them if nothing is said
   */
  public record Domain(
      List<Condition> given,
      List<Condition> predicted,
      Optional<String> period,
      List<String> beside,
      Optional<Half> half) {

    /** All rows, and their covariates. */
    public static final Domain ALL = new Domain(List.of(), List.of(), Optional.empty());

    /** A function of the covariates alone. */
    public Domain(List<Condition> given, List<Condition> predicted, Optional<String> period) {
      this(given, predicted, period, List.of(), Optional.empty());
    }

    /** Copies. */
    public Domain {
      given = List.copyOf(given);
      predicted = List.copyOf(predicted);
      beside = List.copyOf(beside);
    }

    Domain given(List<Condition> conditions) {
      return new Domain(conditions, predicted, period, beside, half);
    }

    Domain learntOn(Half part) {
      return new Domain(given, predicted, period, beside, Optional.of(part));
    }

    Domain beside(List<String> variables) {
      return new Domain(given, predicted, period, variables, half);
    }

    /** Whether it is learnt and predicted on all rows. */
    public boolean isEverything() {
      return given.isEmpty() && predicted.isEmpty() && half.isEmpty();
    }
  }
}
