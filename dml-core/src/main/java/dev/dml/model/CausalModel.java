package dev.dml.model;

import dev.dml.data.CausalData;
import dev.dml.data.Observations;
import dev.dml.inference.LinearScore;
import dev.dml.inference.Solution;
import dev.dml.model.propensity.Overlap;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A causal parameter with the nuisance functions that identify it and an orthogonal score made of
 * their predictions.
 *
 * <p>A model is immutable and holds no data; {@code treatment} is always the 0-based position of
 * the treatment under analysis in {@link CausalData#treatments()}.
 */
public interface CausalModel {

  /** The name in a spec, such as {@code plr}. */
  String name();

  /** The name of the score in a spec, such as {@code partialling-out}. */
  String scoreName();

  /** What the coefficient is, in words. */
  String estimand(CausalData data, Parameter parameter);

  /**
   * The learner slots, all of which must be filled.
   *
   * @param treatments the names of the treatments
   * @param instruments the names of the instruments
   */
  List<Slot> slots(List<String> treatments, List<String> instruments);

  /**
   * What is wrong with the data for this model: one sentence each, with names and values; empty if
   * nothing is.
   */
  List<String> problems(CausalData data, int treatment);

  /**
   * What a reader of the result should be warned of that follows from model and data alone; often
   * nothing.
   */
  default List<String> warnings(CausalData data, int treatment) {
    return List.of();
  }

  /**
   * The names of variables of few values by whose combinations folds are stratified; may be empty.
   */
  default List<String> stratifyBy(CausalData data, int treatment) {
    return List.of();
  }

  /**
   * What is estimated, by the nuisances that are shared: the parameters of a group are estimated
   * from the nuisances of the first one's treatment. Mostly each treatment is a group of one.
   */
  default List<List<Parameter>> parameters(CausalData data) {
    return IntStream.range(0, data.treatments().size())
        .mapToObj(treatment -> List.of(new Parameter(treatment)))
        .toList();
  }

  /** The differences of parameters that are estimated beside them; mostly none. */
  default List<Contrast> contrasts(CausalData data) {
    return List.of();
  }

  /** How many are compared for effects on groups in periods; mostly there are no such effects. */
  default GroupPeriodCells cells(CausalData data) {
    return GroupPeriodCells.NONE;
  }

  /** The averages of effects that are estimated beside them; mostly none. */
  default List<EffectAverage> averages(CausalData data) {
    return List.of();
  }

  /** The effects before the treatment; empty for a model without groups and periods. */
  default Optional<PreTreatmentEffects> preTreatmentEffects(CausalData data) {
    return Optional.empty();
  }

  /**
   * The observations that it analyses, made of the rows of a data set; mostly these themselves.
   *
   * @throws dev.dml.data.InvalidInput if they cannot be made of them
   */
  default Observations observations(CausalData data) {
    return Observations.rows(data);
  }

  /**
   * This model with all that it leaves to the data filled in; itself if there is nothing, or if the
   * data do not fit it.
   */
  default CausalModel on(CausalData data) {
    return this;
  }

  /**
   * The functions to be learnt, in the order of reports; what a response waits for goes before it.
   */
  List<Nuisance> nuisances(CausalData data, int treatment);

  /** Whether it has nuisances that are learnt on a {@link Half} of the training rows. */
  default boolean learnsOnHalves() {
    return false;
  }

  /** The score of every observation, from the out-of-fold predictions of all nuisances. */
  LinearScore score(CausalData data, Parameter parameter, Predictions predictions);

  /** How well the two arms overlap, for models with a propensity. */
  default Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.empty();
  }

  /** How likely rows are to be selected, for models of selection. */
  default Optional<Overlap> selection(
      CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.empty();
  }

  /** How strongly the instruments move the treatment, for models with instruments. */
  default Optional<FirstStage> firstStage(
      CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.empty();
  }

  /**
   * Moments whose mean is zero at the effect however little the instruments move the treatment, one
   * for each instrument: what a confidence set rests on that holds with weak instruments too. Empty
   * for a model without instruments, and for more than two effects that are estimated jointly.
   */
  default List<LinearScore> instrumentMoments(
      CausalData data, Parameter parameter, Predictions predictions) {
    return List.of();
  }

  /**
   * The same moments as functions of the other effect, where two are estimated jointly: those of
   * {@link #instrumentMoments} are zero at the effect for one value of the other. Empty otherwise.
   */
  default List<LinearScore> instrumentMomentsOfOther(
      CausalData data, Parameter parameter, Predictions predictions) {
    return List.of();
  }

  /** What each observation says about its own effect; empty if effects cannot be described. */
  default Optional<EffectSignal.Source> effectSignal() {
    return Optional.empty();
  }

  /** Whether {@link #sensitivity} has an answer. */
  default boolean hasSensitivity() {
    return false;
  }

  /** This model learning all that {@link #sensitivity} needs; itself if that is nothing more. */
  default CausalModel examined() {
    return this;
  }

  /** What of the data keeps {@link #sensitivity} from an answer; mostly nothing. */
  default List<String> sensitivityProblems(CausalData data) {
    return List.of();
  }

  /** Why {@link #sensitivity} has no answer, as a clause about the model, with the way out. */
  default String lackOfSensitivity() {
    return "which does not say how a confounder would bias it";
  }

  /** What bounds the bias by an unobserved confounder, for models that know their representer. */
  default Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    return Optional.empty();
  }
}
