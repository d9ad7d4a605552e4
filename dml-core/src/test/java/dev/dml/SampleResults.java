package dev.dml;

import dev.dml.data.CovariateChoice;
import dev.dml.data.MissingPolicy;
import dev.dml.data.Preparation;
import dev.dml.data.Rows;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.learner.LearnerLabel;
import dev.dml.learner.Target;
import dev.dml.model.FirstStage;
import dev.dml.model.propensity.Overlap;
import dev.dml.result.Answers;
import dev.dml.result.DmlResult;
import dev.dml.result.NuisanceQuality;
import dev.dml.result.Provenance;
import dev.dml.result.RunRecord;
import dev.dml.result.TreatmentEffect;
import dev.dml.usage.CloudUsage;
import dev.dml.usage.GigabyteSeconds;
import dev.dml.usage.Usd;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/** Results with made-up numbers, for tests of what is printed. */
public final class SampleResults {

  private SampleResults() {}

  /** Three repetitions, two treatments, and something in every part of a result. */
  public static DmlResult full() {
    return new DmlResult(
        "irm",
        "ate",
        Aggregation.MEDIAN_SPREAD,
        5099,
        5,
        42,
        List.of(bonus(), age()),
        List.of(
            new NuisanceQuality(
                "tg",
                "ml_g0",
                forest(),
                "inuidur1 given tg = 0",
                Target.MEAN,
                1.2034,
                1.2121,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                List.of()),
            new NuisanceQuality(
                "tg",
                "ml_m",
                new LearnerLabel("logistic-regression", Map.of(), Set.of()),
                "tg",
                Target.PROBABILITY,
                0.4801,
                0.4752,
                OptionalDouble.of(0.6512),
                OptionalDouble.of(0.6431),
                List.of())),
        List.of("ml_m (logistic-regression) predicts tg worse than a constant"),
        new Preparation(
            Rows.where(5200, row -> row < 5099),
            5200,
            MissingPolicy.DROP,
            Map.of("hours_worked", 101),
            List.of(new Preparation.Encoding("region", List.of("east", "west"))),
            new CovariateChoice(
                List.of("hours_worked", "region"), false, Map.of("id", "not named as a covariate")),
            List.of(),
            Map.of()),
        "3f2a".repeat(16),
        List.of(),
        List.of(),
        Optional.empty(),
        Answers.NONE,
        new RunRecord(
            "local",
            90,
            Duration.ofMillis(12_100),
            Duration.ofMillis(23_900),
            Duration.ofMillis(300)),
        Optional.of(provenance()));
  }

  private static LearnerLabel forest() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("trees", 500);
    settings.put("max_depth", 7);
    return new LearnerLabel("random-forest", settings, Set.of("max_depth"));
  }

  private static Provenance provenance() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("file", "bonus.csv");
    data.put("query", "SELECT * FROM data");
    data.put("missing", "drop");
    Map<String, Object> propensity = new LinkedHashMap<>();
    propensity.put("clip", 0.01);
    propensity.put("normalize", false);
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("data", data);
    spec.put("model", "irm");
    spec.put("confidence_level", 0.95);
    spec.put("propensity", propensity);
    return new Provenance("specs/bonus.yaml", spec, Map.of("data.file", "7b".repeat(32)));
  }

  private static TreatmentEffect bonus() {
    return effect(
        "tg",
        "average effect of tg on inuidur1",
        List.of(
            new Estimate(-0.0766, 0.0361),
            new Estimate(-0.0812, 0.0359),
            new Estimate(-0.0741, 0.0364)),
        List.of(
            overlap(new Overlap.Range(5099, 0.004, 0.61, 2, 0, 2, 40), 0.55, 1650.25, 3301.5),
            overlap(new Overlap.Range(5099, 0.008, 0.993, 1, 1, 2, 60), 0.5625, 1648, 3300),
            overlap(new Overlap.Range(5099, 0.1, 0.6, 0, 0, 0, 0), 0.57, 1660, 3320)),
        List.of());
  }

  private static Overlap overlap(
      Overlap.Range range, double auc, double effectiveTreated, double effectiveControls) {
    return new Overlap(
        "tg",
        range,
        auc,
        -0.0207,
        new Overlap.Arm(1745, effectiveTreated),
        new Overlap.Arm(3354, effectiveControls),
        IntStream.range(0, Overlap.BINS).mapToObj(bin -> bin(bin, range)).toList());
  }

  /** Two bins have rows: that of the smallest propensity and that of 0.3. */
  private static Overlap.Bin bin(int number, Overlap.Range range) {
    if (number == (int) (range.minimum() * Overlap.BINS)) {
      return new Overlap.Bin(range.minimum(), 0, 1);
    }
    return number == 6 ? new Overlap.Bin(5098 * 0.3125, 1745, 3353) : new Overlap.Bin(0, 0, 0);
  }

  private static TreatmentEffect age() {
    return effect(
        "age_50%",
        "effect of one unit of age_50% on inuidur1",
        List.of(
            new Estimate(1523.25, 20.5), new Estimate(1500, 21.25), new Estimate(1510.125, 20.75)),
        List.of(),
        List.of(
            new FirstStage(7.5, 2, 5099),
            new FirstStage(11, 2, 5099),
            new FirstStage(12.25, 2, 5099)));
  }

  static TreatmentEffect effect(
      String treatment,
      String estimand,
      List<Estimate> repetitions,
      List<Overlap> overlaps,
      List<FirstStage> firstStages) {
    return new TreatmentEffect(
        treatment,
        Optional.empty(),
        Optional.empty(),
        estimand,
        Aggregation.MEDIAN_SPREAD.of(repetitions, 5099, 0.95),
        repetitions,
        overlaps,
        firstStages,
        Optional.empty());
  }

  /** One repetition of a model without propensities, instruments, learners or warnings. */
  public static DmlResult plain() {
    return new DmlResult(
        "plr",
        "partialling-out",
        Aggregation.MEDIAN,
        100,
        2,
        1,
        List.of(
            effect(
                "d",
                "effect of one unit of d on y",
                List.of(new Estimate(0.5, 0.0125)),
                List.of(),
                List.of())),
        List.of(),
        List.of(),
        Preparation.none(100, MissingPolicy.ERROR, List.of("x")),
        "00".repeat(32),
        List.of(),
        List.of(),
        Optional.empty(),
        Answers.NONE,
        new RunRecord("local", 0, Duration.ofMillis(3), Duration.ZERO, Duration.ZERO),
        Optional.empty());
  }

  /** The plain result as if it had been found on AWS. */
  public static DmlResult cloud() {
    CloudUsage usage =
        new CloudUsage(
            new CloudUsage.Function("eu-west-1", "arm64", 1769),
            new CloudUsage.Calls(14, 12, 2, 1, 2, 1, 3),
            new CloudUsage.Billed(
                new GigabyteSeconds(1024 * 1000 * 90L),
                new GigabyteSeconds(1024 * 1000 * 10L),
                new GigabyteSeconds(1024 * 1000 * 12L + 512_000)),
            new CloudUsage.StoreRequests(30, 12, 2_000_000),
            new CloudUsage.StoreRequests(5, 4, 500_000),
            new CloudUsage.Cost(
                LocalDate.of(2026, 11, 24),
                "eu-west-1",
                Usd.of("0.0012"),
                Usd.of("0.000133334"),
                Usd.of("0.0000024"),
                Usd.of("0.000094"),
                Usd.of("0.00005355")),
            new CloudUsage.Concurrency(
                8, 6.25, Duration.ofMillis(500), List.of(8.0, 8.0, 6.5, 2.5)),
            40,
            new CloudUsage.Earlier(2, 5, new GigabyteSeconds(1024 * 1000 * 30L), false),
            new CloudUsage.Unanswered(
                2, new GigabyteSeconds(1024 * 1000 * 1555L), Usd.of("0.0208")));
    return plain()
        .withRun(
            new RunRecord(
                    "lambda",
                    20,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(11),
                    Duration.ofMillis(100))
                .withCloud(usage));
  }
}
