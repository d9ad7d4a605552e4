package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dml.analysis.Multiplier;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.data.InvalidInput;
import dev.dml.data.MissingPolicy;
import dev.dml.data.table.Roles;
import dev.dml.inference.Aggregation;
import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.learner.penalized.Ridge;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveIv;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import dev.dml.task.Batching;
import dev.dml.task.Preference;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecTest {

  private static final String MINIMAL =
      """
      data: {file: d.csv, outcome: y, treatment: d}
      model: plr
      learners: {ml_l: {type: linear-regression}, ml_m: linear-regression}
      """;

  @TempDir private Path directory;

  private Spec read(String text, String... overrides) throws IOException {
    return Spec.read(write(text), List.of(overrides));
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("spec.yaml"), text);
  }

  private void refused(String text, String... problems) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOfSatisfying(
            InvalidInput.class, e -> assertThat(e.problems()).containsExactly(problems));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    Spec spec = read(MINIMAL);
    assertThat(spec.data().file()).isEqualTo(directory.resolve("d.csv"));
    assertThat(spec.data().roles().treatments()).containsExactly("d");
    assertThat(spec.data().roles().covariates()).isEmpty();
    assertThat(spec.data().missing()).isEqualTo(MissingPolicy.ERROR);
    assertThat(spec.model()).isEqualTo(PartiallyLinear.partiallingOut());
    assertThat(spec.learners()).hasSize(2).containsEntry("ml_m", new LinearRegression());
    assertThat(spec.folds()).isEmpty();
    assertThat(spec.repetitions()).isEmpty();
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.aggregation()).isEqualTo(Aggregation.MEDIAN_SPREAD);
    assertThat(spec.confidenceLevel()).isEqualTo(0.95);
    assertThat(spec.partitions()).isEmpty();
    assertThat(spec.predictions()).isEmpty();
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.empty(), Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Spec spec =
        read(
            """
            data:
              file: sub/d.parquet
              query: select * from data
              outcome: y
              treatment: [d, e]
              covariates: [x1, x2]
              instruments: z
              missing: impute-indicator
            model: iivm
            score: late
            learners:
              ml_g: {type: linear-regression}
              ml_m: {type: logistic-regression, l2: 0.5}
              ml_r: {type: logistic-regression}
            folds: 3
            repetitions: 7
            seed: -1
            aggregation: mean-spread
            confidence_level: 0.9
            propensity: {clip: 0.02, normalize: true}
            subgroups: {always_takers: false, never_takers: true}
            partitions: folds.csv
            predictions: /tmp/preds.csv
            backend: {type: local, threads: 3}
            """);
    assertThat(spec.data().query()).contains("select * from data");
    assertThat(spec.data().file()).isEqualTo(directory.resolve("sub/d.parquet"));
    assertThat(spec.data().roles().treatments()).containsExactly("d", "e");
    assertThat(spec.data().roles().instruments()).containsExactly("z");
    assertThat(spec.data().roles().covariates()).contains(List.of("x1", "x2"));
    assertThat(spec.data().missing()).isEqualTo(MissingPolicy.IMPUTE_INDICATOR);
    assertThat(spec.model())
        .isEqualTo(
            InteractiveIv.late()
                .withoutAlwaysTakers()
                .withPropensity(new Propensity(0.02, Weighting.HAJEK)));
    assertThat(spec.folds()).isEqualTo(OptionalInt.of(3));
    assertThat(spec.repetitions()).isEqualTo(OptionalInt.of(7));
    assertThat(spec.seed()).isEqualTo(-1);
    assertThat(spec.aggregation()).isEqualTo(Aggregation.MEAN_SPREAD);
    assertThat(spec.confidenceLevel()).isEqualTo(0.9);
    assertThat(spec.partitions()).contains(directory.resolve("folds.csv"));
    assertThat(spec.predictions()).contains(Path.of("/tmp/preds.csv"));
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.of(3), Optional.empty()));
  }

  @Test
  void everyModelAndScoreHasItsName() throws IOException {
    assertThat(read(MINIMAL + "score: iv-type", "learners.ml_g=linear-regression").model())
        .isEqualTo(PartiallyLinear.ivType());
    assertThat(
            read(MINIMAL, "model=pliv", "learners.ml_r=linear-regression", "data.instruments=z")
                .model())
        .isEqualTo(PartiallyLinearIv.partiallingOut());
    for (Estimand estimand : Estimand.values()) {
      InteractiveRegression model = InteractiveRegression.of(estimand);
      assertThat(
              read(
                      MINIMAL,
                      "model=irm",
                      "score=" + model.scoreName(),
                      "learners={ml_g: linear-regression, ml_m: logistic-regression}")
                  .model())
          .isEqualTo(model);
    }
  }

  @Test
  void jsonIsReadAsWell() throws IOException {
    Spec spec =
        read(
            """
            {"data": {"file": "d.csv", "outcome": "y", "treatment": "d"}, "model": "plr",
             "learners": {"ml_l": {"type": "linear-regression"}, "ml_m": {"type": "linear-regression"}}}
            """);
    assertThat(spec.model()).isEqualTo(PartiallyLinear.partiallingOut());
  }

  @Test
  void jsonMayHaveTabsAndItsOwnEscapes() throws IOException {
    Spec spec =
        read(
            "{\n"
                + "\t\"data\": {\"file\": \"sub\\/d.csv\", \"outcome\": \"y\", \"treatment\":"
                + " \"d\"},\n"
                + "\t\"model\": \"plr\", \"predictions\": \"p.csv\"}");
    assertThat(spec.data().file()).isEqualTo(directory.resolve("sub/d.csv"));
  }

  @Test
  void anOverrideOfASettingKeepsTheTypeOfTheShortForm() throws IOException {
    Spec spec = read(MINIMAL, "learners.ml_m=random-forest", "learners.ml_m.trees=7");
    assertThat(spec.learners()).containsEntry("ml_m", RandomForest.DEFAULT.withTrees(7));
  }

  @Test
  void aWholeNumberMayBeWrittenInAnyWay() throws IOException {
    assertThat(read(MINIMAL, "folds=1e1").folds()).isEqualTo(OptionalInt.of(10));
    refused(MINIMAL + "folds: 1e0", "folds: must be a whole number of at least 2, but was 1");
    refused(MINIMAL + "folds: 2.5", "folds: must be a whole number of at least 2, but was 2.5");
  }

  @Test
  void aClipOfAHalfIsRefused() throws IOException {
    String irm =
        MINIMAL
            .replace("plr", "irm")
            .replace("ml_l", "ml_g")
            .replace("ml_m: linear-regression", "ml_m: logistic-regression");
    refused(
        irm + "propensity: {clip: 0.5}",
        "propensity.clip: must be a number of at least 0 and below 0.5, but was 0.5");
    assertThat(read(irm + "propensity: {clip: 0.499}").model())
        .isEqualTo(
            InteractiveRegression.of(Estimand.ATE)
                .withPropensity(new Propensity(0.499, Weighting.HORVITZ_THOMPSON)));
  }

  @Test
  void anEmptyListOfCovariatesIsNone() throws IOException {
    assertThat(read(MINIMAL, "data.covariates=[]").data().roles().covariates()).contains(List.of());
  }

  @Test
  void settingsOfASearchBesideAGivenPenaltyAreRefused() throws IOException {
    refused(
        MINIMAL
            .replace(
                "ml_l: {type: linear-regression}", "ml_l: {type: lasso, lambda: 0.1, cv_folds: 3}")
            .replace(
                "ml_m: linear-regression",
                "ml_m: {type: elastic-net, lambda: 0, lambdas: 7, mixing: 0.2}"),
        "learners.ml_l.cv_folds: has no effect unless lambda is cv",
        "learners.ml_m.lambdas: has no effect unless lambda is cv",
        "learners.ml_m.mixing: has no effect beside lambda: 0");
    refused(
        MINIMAL.replace("ml_m: linear-regression", "ml_m: {type: logistic-regression, lambdas: 3}"),
        "learners.ml_m.lambdas: has no effect unless l1 is cv");
    read(MINIMAL, "learners.ml_l={type: ridge, lambda: 1, cv_folds: 5, lambdas: 100}");
  }

  @Test
  void aFileElsewhereIsRefused() throws IOException {
    refused(
        MINIMAL.replace("d.csv", "\"s3://bucket/key.csv\""),
        "data.file: must be a file on this machine, but was s3://bucket/key.csv; download it first"
            + " (dml fetch has the data of published studies)");
    refused(
        MINIMAL.replace("d.csv", "\"https://example.org/d.csv\""),
        "data.file: must be a file on this machine, but was https://example.org/d.csv; download it"
            + " first (dml fetch has the data of published studies)");
  }

  @Test
  void threeMistakesGiveThreeMessages() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plx
        folds: 1
        learners: {ml_l: {type: linear-regression}, ml_m: {type: linear-regression}}
        agregation: median
        """,
        "model: must be one of plr, pliv, irm, iivm, apo, did, did-cross-section, but was plx; did"
            + " you mean plr?",
        "folds: must be a whole number of at least 2, but was 1",
        "agregation: is not a key here; did you mean aggregation? legal: data, model, propensity,"
            + " subgroups, levels, reference, score, learners, folds, repetitions, seed,"
            + " aggregation, confidence_level, joint, partitions, predictions, effects,"
            + " sensitivity, backend");
  }

  @Test
  void everyKindOfMistakeIsNamedWithItsPath() throws IOException {
    refused(
        """
        data: {file: d.csv, treatment: [], missing: maybe, clusters: [firm, year, plant], outcom: y}
        model: irm
        score: late
        learners:
          ml_l: {type: lazo}
          ml_m: {lambda: 1}
        repetitions: many
        confidence_level: 95
        propensity: {clip: 0.5, normalize: 1}
        backend: {type: azure}
        """,
        "data.outcome: is missing",
        "data.treatment: must name at least one column, but was []",
        "data.clusters: must be at most 2 columns, but was firm, year, plant",
        "data.missing: must be one of error, drop, impute-indicator, native, but was maybe",
        "data.outcom: is not a key here; did you mean outcome? legal: file, outcome, treatment,"
            + " cohort, covariates, instruments, clusters, weights, estimand_weights,"
            + " expected_estimand_weights, unit, time, missing, query",
        "score: must be one of ate, atte, atu, ato, but was late; did you mean ate?",
        "propensity.clip: must be a number of at least 0 and below 0.5, but was 0.5",
        "propensity.normalize: must be true or false, but was 1",
        "learners.ml_l.type: no learner is named lazo; legal: " + names(),
        "learners.ml_m.type: is missing",
        "repetitions: must be a whole number from 1 to 100000, but was many",
        "confidence_level: must be a number of more than 0 and less than 1, but was 95",
        "backend.type: must be one of local, lambda, batch, but was azure");
  }

  private static String names() {
    return String.join(
        ", ",
        dev.dml.learner.LearnerTypes.installed().all().stream()
            .map(dev.dml.learner.LearnerType::name)
            .toList());
  }

  @Test
  void learnersAreCheckedAgainstTheModel() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: irm
        learners: {ml_g0: linear-regression, ml_l: linear-regression}
        """,
        "learners.ml_g1: is missing; irm needs a learner for it",
        "learners.ml_m: is missing; irm needs a learner for it",
        "learners.ml_l: irm has no such nuisance; legal: ml_g, ml_g0, ml_g1, ml_m");
  }

  @Test
  void candidatesAreCalledAsTheirTypesOrByName() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: y, treatment: d}
            model: plr
            learners:
              ml_l: {candidates: [lasso, {type: lasso, lambda: 2}, ridge]}
              ml_m: {candidates: {narrow: {type: ridge, lambda: 2}}, combine: average}
            """,
            "learners.ml_m.candidates.narrow.lambda=3");
    assertThat(spec.learners().get("ml_l"))
        .isInstanceOfSatisfying(
            Ensemble.class,
            ensemble -> {
              assertThat(ensemble.candidates())
                  .extracting(Candidate::name)
                  .containsExactly("lasso", "lasso-2", "ridge");
              assertThat(ensemble.combination()).isEqualTo(Combination.SHORT_STACKING);
            });
    Learner ridge = new Ridge(new PenaltyWeight.Fixed(3), 5, 100);
    assertThat(spec.learners().get("ml_m"))
        .isEqualTo(
            new Ensemble(
                List.of(new Candidate("narrow", ridge)),
                Combination.AVERAGE,
                CombinationLoss.SQUARED_ERROR));
  }

  @Test
  void everyMistakeInCandidatesIsNamed() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        learners:
          ml_l: {candidates: [{type: lasso, lamda: 2}, {candidates: [lasso]}], combine: stack, los: 1}
          ml_m: {candidates: {"a b": lasso, c: {type: lasso, lambda: -1}}, combine: average, loss: log-loss}
          ml_g: {candidates: []}
        """,
        "learners.ml_l.combine: must be one of short-stacking, best, average, stacking, but was"
            + " stack",
        "learners.ml_l.los: is not a key here; did you mean loss? legal: candidates, combine, loss",
        "learners.ml_l.candidates[0].lamda: is not a setting of lasso; did you mean lambda? legal:"
            + " lambda, cv_folds, lambdas, degree, interactions",
        "learners.ml_l.candidates[1]: must be one learner, but has candidates of its own",
        "learners.ml_m.loss: has no effect with combine: average",
        "learners.ml_m.candidates: a name must be a letter and up to 59 letters, digits, dots,"
            + " hyphens and underscores, but was a b",
        "learners.ml_m.candidates.c.lambda: must be cv or a number of at least 0, but was -1",
        "learners.ml_g.candidates: must be a list of learners, or learners by name, but was []");
  }

  @Test
  void everyMistakeInTuningIsNamed() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        learners:
          ml_l: {type: lasso, trials: 3}
          ml_m: {type: lasso, tune: {lambda: [1, -1], lamda: [2]}}
          ml_g: {type: ridge, tune: {lambda: {from: 1}, degree: 2}, tune_on: every}
          ml_r: {type: ridge, tune: {lambda: {from: 1, to: 2}}}
          ml_s: {candidates: [{type: ridge, tune: {degree: [1, 2]}, tune_on: all}]}
        """,
        "learners.ml_l.trials: has no effect without tune",
        "learners.ml_m.tune.lamda: is not a setting of lasso; did you mean lambda? legal: lambda,"
            + " cv_folds, lambdas, degree, interactions",
        "learners.ml_g.tune_on: must be one of training, all, but was every",
        "learners.ml_g.tune.lambda: a range needs from and to, but was {\"from\":1}",
        "learners.ml_g.tune.degree: must be a list of values or a range {from: 1, to: 9}, but was"
            + " 2",
        "learners.ml_r.tune: ranges need a number of trials",
        "learners.ml_s.candidates[0].tune_on: must be training for a candidate, but was all");
  }

  @Test
  void everyMistakeInTheBudgetOfTuningIsNamed() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        learners:
          ml_l: {type: lasso, tune: {lambda: [1, 2]}, tune_halving: true}
          ml_m: {type: random-forest, tune: {trees: [1, 2]}, tune_halving: true}
          ml_g: {type: random-forest, tune: {max_depth: [1, 2]}, tune_halving: true, tune_seconds: 3}
          ml_r: {type: ridge, tune: {lambda: [1, 2]}, tune_fits: 2}
          ml_s: {type: ridge, tune: {lambda: [1, 2]}, tune_seconds: 0}
          ml_t: {type: ridge, tune: {lambda: [1, 2]}, tune_on: all, tune_fits: 9}
        """,
        "learners.ml_l.tune: tune_halving needs a learner whose fits can go on: random-forest or"
            + " gradient-boosting",
        "learners.ml_m.tune: with tune_halving, which gives trials a part of their trees, trees"
            + " cannot be tuned",
        "learners.ml_g.tune_seconds: has no effect with tune_halving, which tries nothing to the"
            + " end before the last",
        "learners.ml_r.tune: tune_fits must be at least 3, one in each inner fold, but was 2",
        "learners.ml_s.tune_seconds: must be a number above 0, but was 0",
        "learners.ml_t.tune_fits: has no effect with tune_on: all, which compares predictions out"
            + " of fold");
  }

  @Test
  void aSpecWithoutLearnersStandsForAuto() throws IOException {
    String spec = "data: {file: d.csv, outcome: y, treatment: d, instruments: z}\nmodel: iivm\n";
    assertThat(read(spec).learners())
        .isEqualTo(Map.of("ml_g", new Auto(), "ml_m", new Auto(), "ml_r", new Auto()));
    assertThat(read(spec, "learners={ml_g: {type: auto}, ml_m: auto, ml_r: auto}").learners())
        .isEqualTo(read(spec).learners());
    refused(
        "data: {file: d.csv, outcome: y, treatment: d}\nmodel: plr\n"
            + "learners: {ml_l: {type: auto, trees: 3}, ml_m: {candidates: [auto]}}\n",
        "learners.ml_l.trees: is not a key here; legal: type",
        "learners.ml_m.candidates[0]: must be one learner, but has candidates of its own");
  }

  @Test
  void anAbsentSubgroupNeedsNoLearner() throws IOException {
    String late =
        "{data: {file: d.csv, outcome: y, treatment: d, instruments: z}, model: iivm,"
            + " learners: {ml_g: linear-regression, ml_m: logistic-regression}}";
    assertThat(
            read(late, "subgroups={always_takers: false, never_takers: false}").learners().keySet())
        .containsExactlyInAnyOrder("ml_g", "ml_m");
    assertThat(
            read(late, "subgroups.always_takers=false", "learners.ml_r1=logistic-regression")
                .learners())
        .hasSize(3);
    refused(
        late.replace("model: iivm", "model: iivm, subgroups: {always_takers: false}"),
        "learners.ml_r1: is missing; iivm needs a learner for it");
  }

  @Test
  void withPredictionsNoLearnersAreNeeded() throws IOException {
    Spec spec =
        read("{data: {file: d.csv, outcome: y, treatment: d}, model: plr, predictions: p.csv}");
    assertThat(spec.learners()).isEmpty();
  }

  private static BackendSpec.Lambda lambda(Spec spec) {
    return (BackendSpec.Lambda) spec.backend();
  }

  @Test
  void aRunOnLambdaMayPreferLowCostOrSpeed() throws IOException {
    assertThat(lambda(read(MINIMAL, "backend.type=lambda")).batching())
        .isEqualTo(new Batching.Auto(Preference.BALANCED));
    assertThat(lambda(read(MINIMAL, "backend.type=lambda", "backend.prefer=cost")).batching())
        .isEqualTo(new Batching.Auto(Preference.COST));
    assertThatThrownBy(() -> read(MINIMAL, "backend.type=lambda", "backend.prefer=luck"))
        .hasMessage("backend.prefer: must be one of cost, time, balanced, but was luck");
    assertThatThrownBy(
            () ->
                read(
                    MINIMAL,
                    "backend.type=lambda",
                    "backend.batch=per-fold",
                    "backend.prefer=cost"))
        .hasMessage("backend.prefer: has no effect with this batch, only with auto");
  }

  @Test
  void anOutageMayLastTenMinutesUnlessTheSpecSaysOtherwise() throws IOException {
    assertThat(lambda(read(MINIMAL, "backend.type=lambda")).longestOutage())
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(
            lambda(read(MINIMAL, "backend.type=lambda", "backend.max_outage_minutes=0"))
                .longestOutage())
        .isEqualTo(Duration.ZERO);
    assertThatThrownBy(
            () -> read(MINIMAL, "backend.type=lambda", "backend.max_outage_minutes=1441"))
        .hasMessage(
            "backend.max_outage_minutes: must be a whole number from 0 to 1440, but was 1441");
  }

  @Test
  void aRunOnLambdaMayHaveABudgetAndPrices() throws IOException {
    Spec spec =
        read(
            MINIMAL,
            "backend.type=lambda",
            "backend.max_cost_usd=0.25",
            "backend.prices=prices.yaml");
    assertThat(spec.backend())
        .isInstanceOfSatisfying(
            BackendSpec.Lambda.class,
            lambda -> {
              assertThat(lambda.maxCost()).contains(Usd.of("0.25"));
              assertThat(lambda.prices()).contains(directory.resolve("prices.yaml"));
            });
    assertThatThrownBy(() -> read(MINIMAL, "backend.type=lambda", "backend.max_cost_usd=0"))
        .hasMessage("backend.max_cost_usd: must be an amount of more than 0 US dollars, but was 0");
  }

  @Test
  void aKeyThatTheModelDoesNotTakeIsRefused() throws IOException {
    refused(
        MINIMAL + "propensity: {clip: 0.05}\nsubgroups: {always_takers: false}\n",
        "propensity: has no effect under plr, only under irm, iivm, apo, did and did-cross-section",
        "subgroups: has no effect under plr, only under iivm");
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: irm
        learners: {ml_g: linear-regression, ml_m: logistic-regression}
        propensity: {clip: 0.05}
        subgroups: {never_takers: false}
        """,
        "subgroups: has no effect under irm, only under iivm");
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, estimand_weights: w}
        model: plr
        levels: [0, 1]
        reference: 0
        learners: {ml_l: linear-regression, ml_m: linear-regression}
        """,
        "levels: has no effect under plr, only under apo",
        "reference: has no effect under plr, only under apo",
        "data.estimand_weights: has no effect under plr, only under irm and apo");
  }

  @Test
  void levelsAreNumbersOrTexts() throws IOException {
    String spec =
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: apo
        learners: {ml_g: linear-regression, ml_m: logistic-regression, ml_m.d=0.5: random-forest}
        """;
    Spec read = read(spec, "levels=[0, 0.5, free]", "reference=0.5", "joint={}");
    assertThat(read.model())
        .isEqualTo(
            AveragePotentialOutcomes.ofAllLevels()
                .withLevels(List.of("0", "0.5", "free"))
                .withReference("0.5"));
    assertThat(read.joint()).contains(new MultiplierBootstrap(1000, Multiplier.GAUSSIAN));
    assertThat(read.data().roles().kind()).isEqualTo(Roles.Treatments.LEVELS);
  }

  @Test
  void wrongLevelsAndJointInferenceAreRefused() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: apo
        levels: []
        reference: [0, 1]
        learners: {ml_g: linear-regression, ml_m: logistic-regression}
        joint: {draws: 1, method: normal, level: 0.9}
        """,
        "levels: must name at least one level, but was []",
        "reference: must be one level, but there are 2",
        "joint.draws: must be a whole number from 2 to 1000000, but was 1",
        "joint.method: must be one of gaussian, exponential, wild, but was normal",
        "joint.level: is not a key here; legal: draws, method");
  }

  @Test
  void aLearnerThatIsNeverAskedIsRefused() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: z}
        model: iivm
        learners:
          ml_g: linear-regression
          ml_g0: linear-regression
          ml_g1: linear-regression
          ml_m: logistic-regression
          ml_r0: logistic-regression
          ml_r1: logistic-regression
        subgroups: {always_takers: false}
        """,
        "learners.ml_g: has no effect, since ml_g0 and ml_g1 have learners of their own",
        "learners.ml_r0: has no effect, since iivm takes it as known");
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d, instruments: z}
        model: iivm
        learners: {ml_g: linear-regression, ml_m: logistic-regression, ml_r: logistic-regression}
        subgroups: {always_takers: false, never_takers: false}
        """,
        "learners.ml_r: has no effect, since iivm takes all of it as known");
  }

  @Test
  void aKeyOfAnotherBackendIsRefused() throws IOException {
    refused(
        MINIMAL + "backend: {threads: 2, bucket: b, concurrency: 5}\n",
        "backend.bucket: has no effect on local, only on lambda and batch",
        "backend.concurrency: has no effect on local, only on lambda and batch");
    refused(
        MINIMAL + "backend: {type: lambda, threads: 2, bucket: b}\n",
        "backend.threads: has no effect on lambda, only on local");
  }

  @Test
  void aContainerHasASizeThatAwsFargateHas() throws IOException {
    assertThat(read(MINIMAL + "backend: {type: batch, vcpu: 4, memory_mb: 16384}\n").backend())
        .isInstanceOfSatisfying(
            BackendSpec.Batch.class,
            batch -> {
              assertThat(batch.vcpu()).hasValue(4);
              assertThat(batch.memoryMegabytes()).hasValue(16_384);
            });
    refused(
        MINIMAL + "backend: {type: batch, vcpu: 3, function: f}\n",
        "backend.function: has no effect on batch, only on lambda",
        "backend.vcpu: must be one of 1, 2, 4, 8, 16, but was 3");
    refused(
        MINIMAL + "backend: {type: batch, vcpu: 1, memory_mb: 16384}\n",
        "backend.memory_mb: must be one of 2048, 3072, 4096, 5120, 6144, 7168, 8192 with vcpu 1,"
            + " but was 16384");
  }

  @Test
  void anotherTypeOfBackendLeavesOutWhatTheFileSaysOfItsOwn() throws IOException {
    String both = MINIMAL + "backend: {type: local, threads: 2, run: one}\n";
    assertThat(read(both, "backend.concurrency=5", "backend.type=lambda").backend())
        .isInstanceOfSatisfying(
            BackendSpec.Lambda.class,
            lambda -> {
              assertThat(lambda.concurrency()).hasValue(5);
              assertThat(lambda.run()).contains("one");
            });
    assertThatThrownBy(() -> read(both, "backend.threads=3", "backend.type=lambda"))
        .hasMessage("backend.threads: has no effect on lambda, only on local");
  }

  @Test
  void overridesReplaceAndAddValues() throws IOException {
    Spec spec =
        read(
            MINIMAL,
            "folds=10",
            "data.file=other.csv",
            "backend.threads=1",
            "data.treatment=[a, b]");
    assertThat(spec.folds()).isEqualTo(OptionalInt.of(10));
    assertThat(spec.data().file()).isEqualTo(directory.resolve("other.csv"));
    assertThat(spec.data().roles().treatments()).containsExactly("a", "b");
    assertThat(spec.backend())
        .isEqualTo(new BackendSpec.Local(OptionalInt.of(1), Optional.empty()));
  }

  @Test
  void anOverrideWithoutAPathIsRefused() throws IOException {
    Path file = write(MINIMAL);
    assertThatThrownBy(() -> Spec.read(file, List.of("folds")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--set must be path=value, such as folds=10, but was folds");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("none.yaml");
    assertThatThrownBy(() -> Spec.read(missing, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(missing + ": there is no such file");
  }

  private void notRead(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + message);
  }

  @Test
  void aFileThatIsNotYamlIsRefusedWithItsLine() throws IOException {
    notRead(
        "model: plr\nfolds: [1, 2\nseed: 3\n",
        ", line 3: a bracket or brace is not closed, or a comma is missing");
    notRead(
        "model: plr\ndata:\n\tfile: d.csv\n",
        ", line 3: there is a tab where YAML allows blanks only");
    notRead(
        "model: plr\ndata: file: d.csv\n",
        ", line 2: there is a colon too many, or the line does not begin below its neighbours;"
            + " quote a value that holds a colon");
    notRead("model: 'plr\nfolds: 3\n", ", line 3: a quote is not closed");
    notRead("model: plr\nfolds: %5\n", ", line 2: a value must be quoted that begins with %");
    notRead("model: plr\nfolds: *five\n", ", line 2: no anchor is named five");
    notRead(
        "data:\n  file: d.csv\n model: plr\n",
        ", line 3: is neither YAML nor JSON; look at the indentation and the colons there");
    Path file = write(MINIMAL);
    assertThatThrownBy(() -> Spec.read(file, List.of("folds=[1")))
        .hasMessage("--set folds=[1: a bracket or brace is not closed, or a comma is missing");
  }

  @Test
  void aKeyThatOccursTwiceIsRefused() throws IOException {
    notRead(
        "model: plr\nfolds: 3\nmodel: irm\n",
        ", line 3: the key model is there twice, first in line 1");
    notRead(
        "{\"model\": \"plr\",\n\"model\": \"irm\"}",
        ", line 2: the key model is there twice, first in line 1");
  }

  @Test
  void aSecondDocumentIsRefused() throws IOException {
    notRead(
        "---\nmodel: plr\n---\nmodel: irm\n",
        ", line 4: a second document begins, but only one is read");
  }

  @Test
  void aDirectoryIsNotASpec() {
    assertThatThrownBy(() -> Spec.read(directory, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(directory + ": is a directory, not a spec");
  }

  @Test
  void anAliasIsWhatItsAnchorNames() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: y, treatment: &d [a, b], instruments: &z [e, f], covariates: *z}
            model: plr
            learners: {ml_l: &forest {type: random-forest, trees: 7}, ml_m: *forest}
            """);
    assertThat(spec.data().roles().covariates()).contains(List.of("e", "f"));
    assertThat(spec.learners())
        .containsEntry("ml_m", RandomForest.DEFAULT.withTrees(7))
        .containsEntry("ml_l", RandomForest.DEFAULT.withTrees(7));
    notRead("data: &a\n  file: *a\n", ", line 1: is nested more than 50 times, perhaps in itself");
  }

  @Test
  void limitsOfYamlAreNamed() throws IOException {
    notRead(
        "a: &a [1]\nb: [" + "*a, ".repeat(51) + "*a]\n",
        ": has more than 50 aliases of lists and mappings; write some of them out");
    notRead(
        "a: " + "[".repeat(60) + "]".repeat(60) + "\n",
        ": has lists and mappings that are nested more than 50 times");
    notRead(
        "a: " + "x".repeat(3_000_000) + "\n",
        ": has more than 3000000 letters; a spec has no data in it");
  }

  @Test
  void aWordWhereColumnsAreNamedIsThatName() throws IOException {
    Spec spec =
        read(
            """
            data: {file: d.csv, outcome: on, treatment: [no, 007, 1e3], covariates: [null, 0.50, ~]}
            model: plr
            learners: {ml_l: linear-regression, ml_m: linear-regression}
            """);
    assertThat(spec.data().roles().outcome()).isEqualTo("on");
    assertThat(spec.data().roles().treatments()).containsExactly("no", "007", "1e3");
    assertThat(spec.data().roles().covariates()).contains(List.of("null", "0.50", "~"));
    assertThat(read(MINIMAL, "data.treatment=007").data().roles().treatments())
        .containsExactly("007");
    assertThat(read(MINIMAL, "data.outcome=null").data().roles().outcome()).isEqualTo("null");
    assertThat(read(MINIMAL, "data.covariates=").data().roles().covariates()).isEmpty();
    notRead(
        MINIMAL.replace("treatment: d}", "treatment: d,\n covariates: null}"),
        ", line 2: data.covariates: leave the key out, or quote it if a column is named null");
    refused(MINIMAL + "partitions: 1e3\n", "partitions: must be a text, but was 1000.0; quote it");
  }

  @Test
  void numbersHaveTheirRangeAndNoQuotes() throws IOException {
    refused(
        MINIMAL + "folds: \"5\"\nrepetitions: 100001\nconfidence_level: 1\nseed: 1e30\n",
        "folds: must be a whole number of at least 2, but was \"5\"",
        "repetitions: must be a whole number from 1 to 100000, but was 100001",
        "seed: must be a whole number from -9223372036854775808 to 9223372036854775807, but was"
            + " 1.0E30",
        "confidence_level: must be a number of more than 0 and less than 1, but was 1");
    refused(
        MINIMAL + "folds: 99999999999999999999\n",
        "folds: must be a whole number from 2 to 2147483647, but was 99999999999999999999");
  }

  @Test
  void everythingWrongWithARuleForRepetitionsIsSaid() throws IOException {
    refused(
        MINIMAL + "repetitions: {at_least: 1, at_most: 0, most: 3}\n",
        "repetitions.until: is missing; 0.05 is a usual value",
        "repetitions.at_least: must be a whole number from 2 to 100000, but was 1",
        "repetitions.at_most: must be a whole number from 10 to 100000, but was 0",
        "repetitions.most: is not a key here; legal: until, at_least, at_most");
    refused(
        MINIMAL + "repetitions: {until: 5, at_least: 300, at_most: 200}\n",
        "repetitions.until: must be a number of more than 0 and at most 1, but was 5",
        "repetitions.at_most: must be a whole number from 300 to 100000, but was 200");
    refused(
        MINIMAL + "repetitions: {until: 0.1}\npartitions: f.csv\n",
        "repetitions: must be left out beside partitions, which say how many there are");
  }

  @Test
  void theSameLegalNamesAreListedOnce() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: plr
        learners: {ml_l: random_forest, ml_m: forrest}
        sead: 3
        fold: 3
        """,
        "learners.ml_l.type: no learner is named random_forest; did you mean random-forest? legal: "
            + names(),
        "learners.ml_m.type: no learner is named forrest",
        "sead: is not a key here; did you mean seed? legal: data, model, score, learners, folds,"
            + " repetitions, seed, aggregation, confidence_level, joint, partitions, predictions,"
            + " effects, sensitivity, backend",
        "fold: is not a key here; did you mean folds?");
  }

  @Test
  void aListIsNotASpec() throws IOException {
    Path file = write("- 1\n");
    assertThatThrownBy(() -> Spec.read(file, List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(file + ": a spec is a mapping of keys to values, but this file is not");
  }

  @Test
  void theDataSectionCanBeReadAloneWhenTheRestIsWrong() throws IOException {
    Path file = write("data: {file: d.csv, outcome: y, treatment: d}\nmodel: nonsense\n");
    assertThat(DataSpec.of(SpecFile.read(file, List.of()))).isPresent();
    assertThat(DataSpec.of(SpecFile.read(write("data: {file: d.csv}\n"), List.of()))).isEmpty();
  }
}
