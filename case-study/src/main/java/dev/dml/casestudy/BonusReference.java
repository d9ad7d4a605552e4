package dev.dml.casestudy;

import dev.dml.DoubleMachineLearning;
import dev.dml.data.CausalData;
import dev.dml.fetch.PublicDataSet;
import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.learner.Learner;
import dev.dml.model.CausalModel;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.result.DmlResult;
import dev.dml.split.Partition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;

/**
 * Compares the estimates on the bonus data with those of DoubleML for Python 0.12.dev0, where
 * nothing is random: nuisances by least squares and unpenalised logistic regression, and in
 * repetition r row i in fold floor(i / 5<sup>r</sup>) mod 5.
 *
 * <p>Ends with exit code 1 if a number deviates by more than 1e-8 of its size.
 */
@Command(
    name = "bonus-reference",
    mixinStandardHelpOptions = true,
    description = "Compares estimates on the bonus data with those of DoubleML for Python.")
public final class BonusReference extends Study {

  private static final double TOLERANCE = 1e-8;

  private static final Learner LINEAR = Learners.of("linear-regression");
  private static final Learner LOGIT = Learners.of("logistic-regression");

  /** A model with its learners, and what is expected of 1 and of 3 repetitions. */
  private record Reference(
      String name,
      CausalModel model,
      Map<String, Learner> learners,
      Estimate once,
      Estimate thrice) {}

  private static final Map<String, Learner> INTERACTIVE = Map.of("ml_g", LINEAR, "ml_m", LOGIT);

  private static final List<Reference> REFERENCES =
      List.of(
          new Reference(
              "plr partialling-out, linear m",
              PartiallyLinear.partiallingOut(),
              Map.of("ml_l", LINEAR, "ml_m", LINEAR),
              new Estimate(-0.07293635166, 0.03534691681),
              new Estimate(-0.07282358057, 0.03534900077)),
          new Reference(
              "plr partialling-out, logistic m",
              PartiallyLinear.partiallingOut(),
              Map.of("ml_l", LINEAR, "ml_m", LOGIT),
              new Estimate(-0.0729717697, 0.03534522967),
              new Estimate(-0.07294774638, 0.03534868199)),
          new Reference(
              "plr iv-type, logistic m",
              PartiallyLinear.ivType(),
              Map.of("ml_l", LINEAR, "ml_m", LOGIT, "ml_g", LINEAR),
              new Estimate(-0.07297344101, 0.03548943925),
              new Estimate(-0.07294801191, 0.03550327927)),
          new Reference(
              "irm ate",
              InteractiveRegression.of(Estimand.ATE),
              INTERACTIVE,
              new Estimate(-0.07233229293, 0.03574878321),
              new Estimate(-0.07037203968, 0.03576237758)),
          new Reference(
              "irm atte",
              InteractiveRegression.of(Estimand.ATTE),
              INTERACTIVE,
              new Estimate(-0.07457937324, 0.03574006289),
              new Estimate(-0.07461444056, 0.03562855996)));

  BonusReference(Function<Optional<Path>, List<Path>> fetch) {
    super(fetch);
  }

  /** Runs the comparison; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(program(new BonusReference(PublicDataSet.BONUS::fetch)).execute(arguments));
  }

  @Override
  int run(List<Path> files) {
    CausalData data = BonusData.read(files.getFirst());
    MarkdownTable table =
        new MarkdownTable(
            "model", "repetitions", "coefficient", "standard error", "largest deviation", "");
    double worst = 0;
    for (Reference reference : REFERENCES) {
      for (int repetitions : List.of(1, 3)) {
        DmlResult result = estimate(reference, data, repetitions);
        double deviation = deviation(result, repetitions == 1 ? reference.once : reference.thrice);
        worst = Math.max(worst, deviation);
        table.add(
            reference.name,
            Integer.toString(repetitions),
            Double.toString(result.coefficient()),
            Double.toString(result.standardError()),
            Double.toString(deviation),
            deviation <= TOLERANCE ? "as expected" : "DEVIATES");
      }
    }
    out().println(table);
    out().println("Largest relative deviation " + worst + "; allowed is " + TOLERANCE + ".");
    out().flush();
    return worst <= TOLERANCE ? DONE : FAILED;
  }

  private static DmlResult estimate(Reference reference, CausalData data, int repetitions) {
    DoubleMachineLearning estimator =
        DoubleMachineLearning.of(reference.model)
            .withAggregation(Aggregation.MEDIAN)
            .withPartitions(
                IntStream.range(0, repetitions).mapToObj(r -> partition(data.rows(), r)).toList());
    for (var learner : reference.learners.entrySet()) {
      estimator = estimator.withLearner(learner.getKey(), learner.getValue());
    }
    return estimator.estimate(data);
  }

  private static Partition partition(int rows, int repetition) {
    int step = Math.toIntExact(Math.round(Math.pow(5, repetition)));
    return Partition.of(IntStream.range(0, rows).map(row -> row / step % 5).toArray());
  }

  private static double deviation(DmlResult result, Estimate expected) {
    return Math.max(
        Math.abs(result.coefficient() / expected.coefficient() - 1),
        Math.abs(result.standardError() / expected.standardError() - 1));
  }
}
