package dev.dml.benchmark;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.InvalidInput;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.ensemble.Auto;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.TwoPeriods;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.random.Seed;
import dev.dml.result.DmlResult;
import dev.dml.simulation.Design;
import dev.dml.simulation.DesignType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A design, a pair of learners, and the mean length of the 95 % interval that the coverage study of
 * DoubleML for Python (doubleml-coverage, December 2025) found with them.
 *
 * @param population where the data sets are drawn from
 * @param outcome the learner of the outcome
 * @param treatment the learner of the treatment
 */
record CoverageCase(
    Population population,
    String name,
    Learner outcome,
    Learner treatment,
    double publishedCoverage,
    double publishedLength)
    implements RepeatedEstimation {

  private static final double EFFECT = 0.5;
  private static final int FOLDS = 5;

  private static final int ROWS = 500;

  /**
   * A population, of which a data set has 500 rows and 20 covariates, and its model. Samples of the
   * weighted ones are unequal, so that an estimate without weights would be about other people; the
   * effect on those who overlap is that on everybody, because the index of the design is symmetric.
   */
  enum Population {
    PARTIALLY_LINEAR("plr", "plr-ccddhnr2018"),
    WAVES("waves", "plr-turrell2018"),
    INSTRUMENT("pliv", "pliv-chs2015"),
    INTERACTIVE("irm", "irm"),
    PARTIALLY_LINEAR_WEIGHTED("plr-weighted", "plr-ccddhnr2018"),
    INTERACTIVE_WEIGHTED("irm-weighted", "irm"),
    INTERACTIVE_OVERLAP("irm-ato", "irm"),
    CHANGE_1(1),
    CHANGE_2(2),
    CHANGE_3(3),
    CHANGE_4(4),
    CHANGE_5(5),
    CHANGE_6(6);

    private final String label;
    private final String design;
    private final int kind;

    Population(String label, String design) {
      this.label = label;
      this.design = design;
      this.kind = 0;
    }

    /** One of the six of Sant'Anna and Zhao (2020): 1,000 rows, 4 covariates, no effect. */
    Population(int kind) {
      this.label = "did-" + kind;
      this.design = "did-sz2020";
      this.kind = kind;
    }

    private CausalModel model() {
      return switch (this) {
        case PARTIALLY_LINEAR, WAVES, PARTIALLY_LINEAR_WEIGHTED -> PartiallyLinear.partiallingOut();
        case INSTRUMENT -> PartiallyLinearIv.partiallingOut();
        case INTERACTIVE, INTERACTIVE_WEIGHTED -> InteractiveRegression.of(Estimand.ATE);
        case INTERACTIVE_OVERLAP -> InteractiveRegression.of(Estimand.ATO);
        default -> TwoPeriods.of(Assignment.OBSERVATIONAL);
      };
    }

    private double effect() {
      return kind == 0 ? EFFECT : 0;
    }

    private Design design() {
      if (kind > 0) {
        return DesignType.named(design)
            .orElseThrow()
            .create(Map.of("n", 2.0 * ROWS, "dgp", (double) kind));
      }
      return label.endsWith("weighted") ? new UnequalSampling(units(4 * ROWS), ROWS) : units(ROWS);
    }

    private Design units(double count) {
      return DesignType.named(design)
          .orElseThrow()
          .create(Map.of("n", count, "p", 20.0, "theta", EFFECT));
    }

    /** Not a number if it is not known. */
    private double oracleStandardError() {
      return design().oracleStandardError(model().name(), model().scoreName()).orElse(Double.NaN);
    }
  }

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  /**
   * The cases that must hold: lasso with its penalty chosen by 5-fold cross-validation, and the
   * logistic regression that is scikit-learn's default, with an L2 penalty of C = 1, which is l2 =
   * 1 / n for the n = 400 training rows.
   */
  static List<CoverageCase> required() {
    Learner lasso = learner("lasso", Map.of("cv_folds", 5));
    Learner logit = learner("logistic-regression", Map.of("l2", 1.0 / 400));
    return List.of(
        new CoverageCase(Population.PARTIALLY_LINEAR, "lasso / lasso", lasso, lasso, .945, .175),
        new CoverageCase(Population.INTERACTIVE, "lasso / logistic", lasso, logit, .963, .784));
  }

  /**
   * Candidates that are combined, pairs with forests, and the logistic regressions that were not
   * published.
   */
  static List<CoverageCase> further() {
    Learner lasso = learner("lasso", Map.of("cv_folds", 5));
    Learner forest =
        learner(
            "random-forest", Map.of("trees", 200, "features", 10, "max_depth", 5, "min_leaf", 20));
    Learner deeper =
        learner(
            "random-forest",
            Map.of("trees", 200, "features", "all", "max_depth", 5, "min_leaf", 2));
    Learner logit = learner("logistic-regression", Map.of("l2", 1.0 / 400));
    Learner plain = learner("logistic-regression", Map.of());
    Learner sparse = learner("logistic-regression", Map.of("l1", "cv"));
    Learner auto = new Auto();
    Population plr = Population.PARTIALLY_LINEAR;
    Population irm = Population.INTERACTIVE;
    return List.of(
        new CoverageCase(plr, "auto / auto", auto, auto, Double.NaN, Double.NaN),
        new CoverageCase(irm, "auto / auto", auto, auto, Double.NaN, Double.NaN),
        unpublished(Population.INSTRUMENT, "auto / auto", auto, auto),
        unpublished(Population.INSTRUMENT, "lasso / lasso", lasso, lasso),
        unpublished(Population.INSTRUMENT, "lasso / forest", lasso, forest),
        unpublished(Population.INSTRUMENT, "forest / forest", forest, forest),
        unpublished(Population.WAVES, "auto / auto", auto, auto),
        unpublished(Population.WAVES, "lasso / lasso", lasso, lasso),
        unpublished(Population.WAVES, "forest / forest", forest, forest),
        new CoverageCase(plr, "forest / forest", forest, forest, .936, .170),
        new CoverageCase(plr, "forest / lasso", forest, lasso, .938, .179),
        new CoverageCase(plr, "lasso / forest", lasso, forest, .862, .170),
        new CoverageCase(irm, "forest / forest", deeper, deeper, .952, .735),
        new CoverageCase(irm, "lasso / forest", lasso, deeper, .968, .701),
        new CoverageCase(irm, "forest / logistic", deeper, logit, .960, .878),
        new CoverageCase(irm, "lasso / unpenalised logistic", lasso, plain, Double.NaN, Double.NaN),
        new CoverageCase(irm, "lasso / L1 logistic", lasso, sparse, Double.NaN, Double.NaN));
  }

  /** Cases that nobody has published. */
  static List<CoverageCase> weighted() {
    Learner lasso = learner("lasso", Map.of("cv_folds", 5));
    Learner logit = learner("logistic-regression", Map.of("l2", 1.0 / 400));
    return List.of(
        unpublished(Population.PARTIALLY_LINEAR_WEIGHTED, "lasso / lasso", lasso, lasso),
        unpublished(Population.INTERACTIVE_WEIGHTED, "lasso / logistic", lasso, logit),
        unpublished(Population.INTERACTIVE_OVERLAP, "lasso / logistic", lasso, logit));
  }

  private static CoverageCase unpublished(
      Population population, String name, Learner outcome, Learner treatment) {
    return new CoverageCase(population, name, outcome, treatment, Double.NaN, Double.NaN);
  }

  /**
   * Difference in differences. Published is that boosting by LightGBM covers in 96.3 to 97.1 % over
   * the six populations, not in which it does what.
   */
  static List<CoverageCase> changes() {
    Learner linear = learner("linear-regression", Map.of());
    Learner logit = learner("logistic-regression", Map.of());
    Learner boosting =
        learner("gradient-boosting", Map.of("rounds", 300, "learning_rate", 0.05, "max_depth", 3));
    List<CoverageCase> cases = new ArrayList<>();
    for (Population population : Population.values()) {
      if (population.kind > 0) {
        cases.add(
            new CoverageCase(
                population, "linear / logistic", linear, logit, Double.NaN, Double.NaN));
        cases.add(
            new CoverageCase(
                population, "boosting / boosting", boosting, boosting, Double.NaN, Double.NaN));
      }
    }
    return cases;
  }

  /**
   * The cases with some names, such as {@code plr:lasso/lasso}; those that must hold if none is
   * given, and every one for {@code all}.
   *
   * @throws InvalidInput for a name that no case has
   */
  static List<? extends RepeatedEstimation> named(List<String> names) {
    if (names.isEmpty()) {
      return required();
    }
    List<RepeatedEstimation> all =
        Stream.of(required(), further(), weighted(), changes(), FamilyCase.all())
            .<RepeatedEstimation>flatMap(List::stream)
            .toList();
    if (names.equals(List.of("all"))) {
      return all;
    }
    List<String> known = all.stream().map(RepeatedEstimation::id).toList();
    names.stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidInput(
                  List.of(
                      "there is no case "
                          + name
                          + "; there are: all, "
                          + String.join(", ", known)));
            });
    return all.stream().filter(one -> names.contains(one.id())).toList();
  }

  @Override
  public String id() {
    return population.label + ":" + name.replace(" / ", "/").replace(' ', '-');
  }

  private static Learner learner(String type, Map<String, ?> settings) {
    return TYPES.named(type).orElseThrow().create(settings);
  }

  @Override
  public List<Coverage.Row> measure(int replications, long seed) {
    List<ConfidenceInterval> intervals = new ArrayList<>();
    double effect = population.effect();
    double errors = 0;
    double squares = 0;
    long start = System.nanoTime();
    for (int replication = 0; replication < replications; replication++) {
      Seed own = new Seed(seed).with(population.name()).with(replication);
      DmlResult result =
          estimator().withSeed(own.with("folds").value()).estimate(population.design().draw(own));
      intervals.add(result.estimates().getFirst().inference().interval());
      double error = result.coefficient() - effect;
      errors += Math.abs(error);
      squares += error * error;
    }
    double covered =
        intervals.stream().filter(i -> i.lower() <= effect && effect <= i.upper()).count();
    double coverage = covered / replications;
    return List.of(
        new Coverage.Row(
            population.name(),
            name,
            coverage,
            Math.sqrt(coverage * (1 - coverage) / replications),
            publishedCoverage,
            intervals.stream().mapToDouble(ConfidenceInterval::length).average().orElseThrow(),
            publishedLength,
            2 * 1.959963984540054 * population.oracleStandardError(),
            errors / replications,
            Math.sqrt(squares / replications),
            (System.nanoTime() - start) / 1e9));
  }

  private DoubleMachineLearning estimator() {
    CausalModel model = population.model();
    String slot = model.name().startsWith("pl") ? "ml_l" : "ml_g";
    DoubleMachineLearning learning = DoubleMachineLearning.of(model);
    if (model instanceof PartiallyLinearIv) {
      learning = learning.withLearner("ml_r", treatment);
    }
    return learning
        .withLearner(slot, outcome)
        .withLearner("ml_m", treatment)
        .withFolds(FOLDS)
        .withRepetitions(1);
  }
}
