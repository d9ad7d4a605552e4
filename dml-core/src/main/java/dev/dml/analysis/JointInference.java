package dev.dml.analysis;

import dev.dml.inference.Aggregation;
import dev.dml.inference.Estimate;
import dev.dml.inference.Inference;
import dev.dml.inference.Median;
import dev.dml.inference.Quantile;
import dev.dml.inference.Solution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Intervals and p-values of all parameters and contrasts together, by a multiplier bootstrap of
 * each repetition.
 *
 * <p>The critical value of a repetition is the quantile of max<sub>j</sub> |t*<sub>j</sub>| over
 * its draws. Under {@link Aggregation#MEDIAN}, bounds and p-values are the medians of those of the
 * repetitions. Under every other rule they belong to the aggregated estimates, as all else does: an
 * interval is the coefficient &plusmn; the median critical value times the standard error, and the
 * p-values are those of the aggregated t, by Romano and Wolf the median over the draws of the
 * repetitions. So the variance between sample splits is in them.
 *
 * <p>It keeps t* of every repetition, 8 bytes for each draw and estimate.
 *
 * <p>Source: Chernozhukov, Chetverikov and Kato, The Annals of Statistics 41 (2013); Belloni,
 * Chernozhukov and Kato, Biometrika 102 (2015).
 */
public final class JointInference implements Analysis<JointIntervals> {

  private final MultiplierBootstrap bootstrap;
  private final Aggregation aggregation;
  private final double level;
  private final Function<ScoredRepetition, List<Solution>> subjects;
  private final IntFunction<MultiplierSource> multipliers;
  private final SortedMap<Integer, Drawn> repetitions = new TreeMap<>();
  private int observations;

  /**
   * Joint inference from multipliers that are drawn.
   *
   * @param seed the seed of the run
   */
  public JointInference(
      MultiplierBootstrap bootstrap, long seed, Aggregation aggregation, double level) {
    this(bootstrap, seed, aggregation, level, JointInference::all);
  }

  /**
   * Joint inference on some of what a repetition has solved.
   *
   * @param seed the seed of the run
   * @param subjects what is to be covered together, always as many and in the same order
   */
  public JointInference(
      MultiplierBootstrap bootstrap,
      long seed,
      Aggregation aggregation,
      double level,
      Function<ScoredRepetition, List<Solution>> subjects) {
    this(
        bootstrap,
        aggregation,
        level,
        subjects,
        repetition ->
            MultiplierSource.drawn(bootstrap.method(), seed, repetition, bootstrap.draws()));
  }

  private static List<Solution> all(ScoredRepetition repetition) {
    List<Solution> solutions = new ArrayList<>(repetition.solutions().values());
    solutions.addAll(repetition.contrasts().values());
    return solutions;
  }

  /** Joint inference from the multipliers of each repetition. */
  JointInference(
      MultiplierBootstrap bootstrap,
      Aggregation aggregation,
      double level,
      IntFunction<MultiplierSource> multipliers) {
    this(bootstrap, aggregation, level, JointInference::all, multipliers);
  }

  private JointInference(
      MultiplierBootstrap bootstrap,
      Aggregation aggregation,
      double level,
      Function<ScoredRepetition, List<Solution>> subjects,
      IntFunction<MultiplierSource> multipliers) {
    this.bootstrap = bootstrap;
    this.aggregation = aggregation;
    this.level = level;
    this.subjects = subjects;
    this.multipliers = multipliers;
  }

  @Override
  public void accept(ScoredRepetition repetition) {
    List<Solution> solutions = subjects.apply(repetition);
    observations = repetition.data().rows();
    List<Estimate> estimates = solutions.stream().map(Solution::estimate).toList();
    double[][] contributions = new double[solutions.size()][];
    for (int i = 0; i < contributions.length; i++) {
      contributions[i] = solutions.get(i).contributions();
      divide(contributions[i], estimates.get(i).standardError());
    }
    repetitions.put(
        repetition.number(),
        new Drawn(
            estimates,
            BootstrapDraws.of(
                contributions, bootstrap.draws(), multipliers.apply(repetition.number()))));
  }

  /** An estimate without any error varies in no draw. */
  private static void divide(double[] contributions, double standardError) {
    for (int i = 0; i < contributions.length && standardError > 0; i++) {
      contributions[i] /= standardError;
    }
  }

  @Override
  public JointIntervals result() {
    List<Drawn> drawn = List.copyOf(repetitions.values());
    List<Inference> aggregated =
        IntStream.range(0, drawn.getFirst().estimates.size())
            .mapToObj(
                i ->
                    aggregation.of(
                        drawn.stream().map(each -> each.estimates.get(i)).toList(),
                        observations,
                        level))
            .toList();
    boolean byRepetition = aggregation == Aggregation.MEDIAN;
    List<List<Inference>> judged =
        drawn.stream().map(each -> byRepetition ? each.inferences(level) : aggregated).toList();
    double[] critical = drawn.stream().mapToDouble(each -> each.criticalValue(level)).toArray();
    JointBounds bounds =
        new JointBounds(level, drawn.stream().map(each -> each.estimates).toList(), critical);
    return new JointIntervals(
        bootstrap,
        bounds.criticalValue(),
        bounds.of(aggregation, aggregated),
        medians(drawn.size(), r -> drawn.get(r).romanoWolf(judged.get(r), 1)),
        medians(drawn.size(), r -> drawn.get(r).romanoWolf(judged.get(r), 0)),
        medians(drawn.size(), r -> StepDown.holm(numbers(judged.get(r), Inference::p))),
        medians(drawn.size(), r -> StepDown.bonferroni(numbers(judged.get(r), Inference::p))));
  }

  /** The medians over the repetitions, by estimate. */
  private static List<Double> medians(int number, IntFunction<double[]> ofRepetition) {
    List<double[]> all = IntStream.range(0, number).mapToObj(ofRepetition).toList();
    return IntStream.range(0, all.getFirst().length)
        .mapToObj(i -> Median.of(all.stream().mapToDouble(each -> each[i]).toArray()))
        .toList();
  }

  private static double[] numbers(List<Inference> inferences, ToDoubleFunction<Inference> number) {
    return inferences.stream().mapToDouble(number).toArray();
  }

  /** What is kept of a repetition: its estimates, and t* by estimate and draw. */
  private static final class Drawn {

    private final List<Estimate> estimates;
    private final double[][] statistics;

    private Drawn(List<Estimate> estimates, double[][] statistics) {
      this.estimates = estimates;
      this.statistics = statistics;
    }

    List<Inference> inferences(double level) {
      return estimates.stream().map(estimate -> Inference.of(estimate, level)).toList();
    }

    double criticalValue(double level) {
      double[] largest = new double[statistics[0].length];
      for (double[] ofEstimate : statistics) {
        for (int draw = 0; draw < largest.length; draw++) {
          largest[draw] = Math.max(largest[draw], Math.abs(ofEstimate[draw]));
        }
      }
      return Quantile.of(largest, level);
    }

    double[] romanoWolf(List<Inference> judged, int added) {
      double[] sizes = Arrays.stream(numbers(judged, Inference::t)).map(Math::abs).toArray();
      return StepDown.romanoWolf(sizes, statistics, added);
    }
  }
}
