package dev.dml.wire.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.propensity.Propensity;
import dev.dml.model.propensity.Propensity.Weighting;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mistakes in a spec are named with their path, the value and the legal ones. */
class RefusedSpecTest extends SpecReading {

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
        "model: must be one of plr, pliv, irm, iivm, apo, did, did-cross-section, panel-plr, ssm,"
            + " but was plx; did you mean plr?",
        "folds: must be a whole number of at least 2, but was 1",
        "agregation: is not a key here; did you mean aggregation? legal: data, model, propensity,"
            + " subgroups, levels, reference, score, learners, folds, repetitions, seed,"
            + " aggregation, confidence_level, joint, partitions, nested, predictions, effects,"
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
            + " expected_estimand_weights, selected, unit, time, missing, query",
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
    return "auto, "
        + String.join(
            ", ",
            dev.dml.learner.LearnerTypes.installed().all().stream()
                .map(dev.dml.learner.LearnerType::name)
                .toList());
  }

  @Test
  void aKeyThatTheModelDoesNotTakeIsRefused() throws IOException {
    refused(
        MINIMAL + "propensity: {clip: 0.05}\nsubgroups: {always_takers: false}\n",
        "propensity: has no effect under plr, only under irm, iivm, apo, did, did-cross-section"
            + " and ssm",
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
            + " repetitions, seed, aggregation, confidence_level, joint, partitions, nested,"
            + " predictions, effects, sensitivity, backend",
        "fold: is not a key here; did you mean folds?");
  }
}
