package dev.dml.model.interactive;

import dev.dml.data.CausalData;
import dev.dml.data.Column;
import dev.dml.inference.LinearScore;
import dev.dml.inference.Solution;
import dev.dml.model.CausalModel;
import dev.dml.model.Condition;
import dev.dml.model.Contrast;
import dev.dml.model.EffectSignal;
import dev.dml.model.Level;
import dev.dml.model.Nuisance;
import dev.dml.model.Parameter;
import dev.dml.model.Predictions;
import dev.dml.model.Requirements;
import dev.dml.model.Response;
import dev.dml.model.SensitivityElements;
import dev.dml.model.Slot;
import dev.dml.model.propensity.Overlap;
import dev.dml.model.propensity.Propensity;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The average outcomes E[y(a)] if everybody were at level a of a treatment, for several levels a.
 *
 * <p>Nuisances of level a: {@code ml_g.d=a} E[y | x, d = a] and {@code ml_m.d=a}, the propensity
 * P(d = a | x). With T = 1{d = a}, weights &omega; of mean one for whom the outcome is averaged
 * over, and hats for out-of-fold predictions, the doubly robust score is
 *
 * <p>&psi;<sub>a</sub> = &minus;&omega;, &psi;<sub>b</sub> = &omega; g&#770; + &omega; T (y &minus;
 * g&#770;) / m&#770;
 *
 * <p>If the treatment has two values and both are estimated, one propensity is learnt, that of the
 * larger value, and the other is one minus it; so the difference of the two outcomes is the average
 * effect of {@link InteractiveRegression} to the last bit. Folds are stratified by d.
 *
 * <p>Source: Robins and Rotnitzky, <i>Semiparametric efficiency in multivariate regression models
 * with missing data</i>, Journal of the American Statistical Association 90 (1995); Cattaneo,
 * <i>Efficient semiparametric estimation of multi-valued treatment effects under ignorability</i>,
 * Journal of Econometrics 155 (2010).
 *
 * @param levels the levels in the form of the file, in the order of the estimates; empty for all
 *     that occur, {@value #MOST} at most
 * @param reference the level with which all others are contrasted, if any
 * @param propensity how propensities are clipped and weighted
 * @param complements the names of the propensities that are one minus that of the only other level;
 *     known of a model {@link #on} its data
 * @param learnsOthers whether, for the sensitivity to a confounder, {@code ml_g.d!=a} E[y | d, x, d
 *     &ne; a] is learnt too, because levels occur that are not estimated; of a model that is not
 *     yet {@link #on} its data, whether it would be
 */
public record AveragePotentialOutcomes(
    List<String> levels,
    Optional<String> reference,
    Propensity propensity,
    Set<String> complements,
    boolean learnsOthers)
    implements CausalModel {

  /** The most levels that are estimated without being named. */
  public static final int MOST = 20;

  private static final String OUTCOME = LevelPredictions.OUTCOME;
  private static final String PROPENSITY = LevelPredictions.PROPENSITY;

  /** Checks that all parts are there, and copies. */
  public AveragePotentialOutcomes {
    levels = List.copyOf(levels);
    Objects.requireNonNull(reference);
    if (propensity.trims()) {
      throw new IllegalArgumentException(
          "average potential outcomes have a propensity for each level, so that trimming would"
              + " leave another population for each; trim under irm");
    }
    complements = Set.copyOf(complements);
  }

  /** The model of all levels that occur, without contrasts, with the default propensities. */
  public static AveragePotentialOutcomes ofAllLevels() {
    return new AveragePotentialOutcomes(
        List.of(), Optional.empty(), Propensity.DEFAULT, Set.of(), false);
  }

  /** The same model of these levels, such as {@code "free"}, {@code "0"} or {@code "0.5"}. */
  public AveragePotentialOutcomes withLevels(List<String> names) {
    return new AveragePotentialOutcomes(names, reference, propensity, complements, learnsOthers);
  }

  /** The same model with contrasts of all other levels with this one. */
  public AveragePotentialOutcomes withReference(String name) {
    return new AveragePotentialOutcomes(
        levels, Optional.of(name), propensity, complements, learnsOthers);
  }

  /** The same model with another handling of propensities. */
  public AveragePotentialOutcomes withPropensity(Propensity value) {
    return new AveragePotentialOutcomes(levels, reference, value, complements, learnsOthers);
  }

  @Override
  public CausalModel examined() {
    return new AveragePotentialOutcomes(levels, reference, propensity, complements, true);
  }

  @Override
  public String name() {
    return "apo";
  }

  @Override
  public String scoreName() {
    return "apo";
  }

  @Override
  public String estimand(CausalData data, Parameter parameter) {
    return "average of "
        + data.called(data.outcome())
        + " if "
        + data.called(data.treatments().get(parameter.treatment()))
        + " were "
        + parameter.level().orElseThrow().name()
        + " for everybody (average potential outcome)";
  }

  @Override
  public List<Slot> slots(List<String> treatments, List<String> instruments) {
    return List.of(
        Slot.any(OUTCOME, outcomes()),
        Slot.probability(PROPENSITY, parts(LevelPredictions::propensity)).without(complements));
  }

  private String[] outcomes() {
    Stream<String> others =
        learnsOthers ? levels.stream().map(LevelPredictions::otherOutcome) : Stream.empty();
    return Stream.concat(Stream.of(parts(LevelPredictions::outcome)), others)
        .toArray(String[]::new);
  }

  private String[] parts(UnaryOperator<String> name) {
    return levels.stream().map(name).toArray(String[]::new);
  }

  @Override
  public CausalModel on(CausalData data) {
    if (!problems(data, 0).isEmpty()) {
      return this;
    }
    List<Level> estimated = levels(data);
    List<Level> all = TreatmentLevels.of(data, 0).all();
    boolean both = all.size() == 2 && estimated.size() == 2;
    return new AveragePotentialOutcomes(
        estimated.stream().map(Level::name).toList(),
        reference,
        propensity,
        both ? Set.of(LevelPredictions.propensity(all.getFirst().name())) : Set.of(),
        learnsOthers && estimated.size() < all.size());
  }

  private List<Level> levels(CausalData data) {
    TreatmentLevels known = TreatmentLevels.of(data, 0);
    return levels.isEmpty()
        ? known.all()
        : levels.stream().map(name -> known.find(name).orElseThrow()).toList();
  }

  @Override
  public List<String> problems(CausalData data, int treatment) {
    List<String> problems =
        new ArrayList<>(
            new Requirements(data)
                .varies("outcome", data.outcome())
                .varies("treatment", data.treatments().get(treatment))
                .oneTreatment("apo", "make one column of all their combinations with data.query")
                .noInstruments("apo")
                .someEstimandWeight()
                .problems());
    if (problems.isEmpty()) {
      TreatmentLevels known = TreatmentLevels.of(data, treatment);
      problems.addAll(known.problems(levels, MOST));
      reference.ifPresent(name -> known.referenceProblem(name, levels).ifPresent(problems::add));
    }
    return problems;
  }

  @Override
  public List<String> warnings(CausalData data, int treatment) {
    return Requirements.constantEstimandWeights(data);
  }

  @Override
  public List<String> stratifyBy(CausalData data, int treatment) {
    return List.of(data.treatments().get(treatment).name());
  }

  @Override
  public List<List<Parameter>> parameters(CausalData data) {
    return List.of(levels(data).stream().map(level -> new Parameter(0, level)).toList());
  }

  @Override
  public List<Contrast> contrasts(CausalData data) {
    if (reference.isEmpty()) {
      return List.of();
    }
    Level against = TreatmentLevels.of(data, 0).find(reference.get()).orElseThrow();
    return levels(data).stream()
        .filter(level -> !level.equals(against))
        .map(level -> new Contrast(new Parameter(0, level), new Parameter(0, against)))
        .toList();
  }

  @Override
  public List<Nuisance> nuisances(CausalData data, int treatment) {
    Column d = data.treatments().get(treatment);
    List<Nuisance> nuisances = new ArrayList<>();
    for (Level level : levels(data)) {
      nuisances.add(
          Nuisance.of(LevelPredictions.outcome(level.name()), OUTCOME, data, data.outcome())
              .given(d, level.value()));
      if (learnsOthers) {
        nuisances.add(ofOthers(data, level));
      }
      String propensityOf = LevelPredictions.propensity(level.name());
      if (!complements.contains(propensityOf)) {
        nuisances.add(
            Nuisance.probability(
                    propensityOf,
                    PROPENSITY,
                    new Response.Indicator(d.name(), level.value(), level.name()))
                .calibrated(propensity.calibration()));
      }
    }
    return nuisances;
  }

  @Override
  public LinearScore score(CausalData data, Parameter parameter, Predictions predictions) {
    return signal(data, parameter, predictions).score();
  }

  @Override
  public boolean hasSensitivity() {
    return true;
  }

  /** E[y | d, x] where d is another level, of d as a number if it is not always the same there. */
  private Nuisance ofOthers(CausalData data, Level level) {
    Column d = data.treatments().getFirst();
    List<Double> values =
        TreatmentLevels.of(data, 0).all().stream()
            .filter(other -> !other.equals(level))
            .map(Level::value)
            .toList();
    Nuisance among =
        Nuisance.of(LevelPredictions.otherOutcome(level.name()), OUTCOME, data, data.outcome())
            .given(new Condition(d.name(), values));
    return values.size() == 1 ? among : among.beside(List.of(d));
  }

  @Override
  public List<String> sensitivityProblems(CausalData data) {
    return TreatmentLevels.of(data, 0).sensitivityProblem(levels(data)).stream().toList();
  }

  @Override
  public Optional<SensitivityElements> sensitivity(
      CausalData data, Parameter parameter, Predictions predictions, Solution solution) {
    return Optional.of(known(data, predictions).sensitivity(parameter.level().orElseThrow()));
  }

  @Override
  public Optional<EffectSignal.Source> effectSignal() {
    return Optional.of(
        (data, parameter, predictions, outcome) -> signal(data, parameter, predictions));
  }

  private EffectSignal signal(CausalData data, Parameter parameter, Predictions predictions) {
    return known(data, predictions).signal(parameter.level().orElseThrow());
  }

  @Override
  public Optional<Overlap> overlap(CausalData data, Parameter parameter, Predictions predictions) {
    return Optional.of(known(data, predictions).overlap(parameter.level().orElseThrow()));
  }

  private LevelPredictions known(CausalData data, Predictions predictions) {
    return new LevelPredictions(data, levels(data), propensity, learnsOthers, predictions);
  }
}
