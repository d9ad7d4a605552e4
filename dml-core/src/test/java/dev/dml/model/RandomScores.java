package dev.dml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.data.Column;
import dev.dml.inference.Estimate;
import dev.dml.inference.SamplingDesign;
import dev.dml.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/** Random variables and predictions, and what a score must make of them. */
abstract class RandomScores {

  static final int N = 200;
  final boolean weighted;

  /** In how many dimensions rows are clustered. */
  final int clustered;

  final RandomGenerator random = new Seed(1).generator();
  final double[] y = draw(random::nextGaussian);
  final double[] d = draw(() -> random.nextInt(2));
  final double[] z = draw(() -> random.nextInt(2));
  final double[] w = draw(random::nextGaussian);
  final double[] z1 = draw(() -> random.nextGaussian());
  final double[] z2 = draw(() -> random.nextGaussian());
  final double[] p = draw(random::nextGaussian);
  final double[] q = draw(random::nextGaussian);
  final double[] r = draw(random::nextGaussian);
  final double[] m = draw(random::nextDouble);
  final double[] r0 = draw(() -> 0.4 * random.nextDouble());
  final double[] r1 = draw(() -> 0.6 + 0.4 * random.nextDouble());
  final double[] weights = draw(() -> 0.5 + random.nextDouble());
  final double[] first = draw(() -> random.nextInt(11));
  final double[] second = draw(() -> random.nextInt(8));
  final NaiveScore naive;

  RandomScores(boolean weighted, int clustered) {
    this.weighted = weighted;
    this.clustered = clustered;
    naive =
        new NaiveScore(
            new NaiveSample(
                weighted ? weights : draw(() -> 1), List.of(first, second).subList(0, clustered)));
  }

  SamplingDesign design() {
    Optional<double[]> weighting = weighted ? Optional.of(weights) : Optional.empty();
    return switch (clustered) {
      case 0 -> weighting.map(SamplingDesign::weighted).orElse(SamplingDesign.independent(N));
      case 1 -> SamplingDesign.clustered(first, NaiveSample.folds(first), weighting);
      default ->
          SamplingDesign.clustered(
              first, NaiveSample.folds(first), second, NaiveSample.folds(second), weighting);
    };
  }

  static double[] draw(DoubleSupplier supplier) {
    return DoubleStream.generate(supplier).limit(N).toArray();
  }

  CausalDataBuilder data(double[] outcome, double[] treatment) {
    CausalDataBuilder data = CausalData.builder().outcome("y", outcome).treatment("d", treatment);
    return weighted ? data.weights("w", weights) : data;
  }

  void expect(double[] expected, CausalModel model, CausalData data, Column... predictions) {
    expect(expected, model, new Parameter(0), data, predictions);
  }

  void expect(
      double[] expected,
      CausalModel model,
      Parameter parameter,
      CausalData data,
      Column... predictions) {
    Estimate estimate =
        model
            .score(data, parameter, Predictions.of(List.of(predictions)))
            .solve(design())
            .estimate();
    assertThat(estimate.coefficient())
        .isCloseTo(expected[0], within(1e-11 * Math.abs(expected[0])));
    assertThat(estimate.standardError()).isCloseTo(expected[1], within(1e-11 * expected[1]));
  }
}
