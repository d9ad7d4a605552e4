package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.learner.Learner;
import dev.dml.learner.ensemble.Auto;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Combination;
import dev.dml.learner.ensemble.CombinationLoss;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.penalized.PenaltyWeight;
import dev.dml.learner.penalized.Ridge;
import dev.dml.usage.Usd;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Learners, candidates and their tuning in a spec. */
class SpecLearnersTest extends SpecReading {

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
        "learners.ml_g.candidates: must be a list of learners, or learners by name, but was []",
        "learners.ml_g: plr has no such nuisance; legal: ml_l, ml_m");
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
        "learners.ml_s.candidates[0].tune_on: must be training for a candidate, but was all",
        "learners.ml_g: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_r: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_s: plr has no such nuisance; legal: ml_l, ml_m");
  }

  @Test
  void aWrongCombinationHidesNothing() throws IOException {
    refused(
        """
        data: {file: d.csv, outcome: y, treatment: d}
        model: irm
        learners: {ml_g: lasso, ml_m: {candidates: [lasso], combine: beest}}
        """,
        "learners.ml_m.combine: must be one of short-stacking, best, average, stacking, but was"
            + " beest; did you mean best?",
        "learners.ml_m.candidates.lasso: lasso cannot predict a probability, which ml_m of irm is;"
            + " legal: logistic-regression, random-forest, gradient-boosting, constant");
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
          ml_u: {type: ridge, tune: {lambda: [1, 2]}, tune_usd: 0}
          ml_v: {type: ridge, tune: {lambda: [1, 2]}, tune_usd: 0.01, tune_seconds: 3}
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
            + " of fold",
        "learners.ml_u.tune_usd: must be an amount of more than 0 US dollars, but was 0",
        "learners.ml_v.tune_usd: has no effect with tune_seconds",
        "learners.ml_g: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_r: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_s: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_t: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_u: plr has no such nuisance; legal: ml_l, ml_m",
        "learners.ml_v: plr has no such nuisance; legal: ml_l, ml_m");
  }

  /** A GB-second costs 0.0000133334 USD on arm64, so that 0.001 USD are 74.9996 s of 1 GB. */
  @Test
  void dollarsBecomeSecondsOfWhatTheFitsRunOn() throws IOException {
    SpecFile file =
        SpecFile.read(
            Files.writeString(
                directory.resolve("spec.yaml"),
                """
                data: {file: d.csv, outcome: y, treatment: d}
                learners:
                  ml_l: {type: ridge, tune: {lambda: [1, 2]}, tune_usd: 0.001}
                  ml_m: {candidates: {a: lasso, b: {type: ridge, tune: {lambda: [1]}, tune_usd: 1e-9}}}
                """),
            List.of());
    assertThat(file.isTunedForUsd()).isTrue();
    SpecFile paid = file.inSeconds(Usd.of("0.0000133334"));
    assertThat(paid.isTunedForUsd()).isFalse();
    assertThat(paid.yaml()).contains("tune_seconds: 75.0", "tune_seconds: 7.5E-5");
    assertThat(file.isTunedForUsd()).describedAs("unchanged").isTrue();
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
}
