package dev.dml.learner.ensemble;

import dev.dml.learner.Fit;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import dev.dml.random.Seed;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Several candidates for one nuisance, and how their predictions are combined.
 *
 * <p>A cross-fit makes the fits of each candidate tasks of their own, and combines what they
 * predict out of fold, unless the combination is {@link Combination#STACKING}. Asked by itself, as
 * then, an ensemble finds the weights by inner folds of the training rows.
 *
 * @param candidates at least one, with different names
 * @param combination how their predictions are combined
 * @param loss what the weights make small
 */
public record Ensemble(List<Candidate> candidates, Combination combination, CombinationLoss loss)
    implements ChoosingLearner {

  /** The number of inner folds by which weights are found. */
  static final int INNER_FOLDS = 5;

  /** Checks and copies. */
  public Ensemble {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one candidate");
    }
    if (candidates.stream().map(Candidate::name).distinct().count() < candidates.size()) {
      throw new IllegalArgumentException("two candidates have the same name");
    }
  }

  /** Candidates whose weights make the squared error of out-of-fold predictions smallest. */
  public static Ensemble of(List<Candidate> candidates) {
    return new Ensemble(candidates, Combination.SHORT_STACKING, CombinationLoss.SQUARED_ERROR);
  }

  @Override
  public Choice choose(Fit fit) {
    if (candidates.size() == 1 || combination == Combination.AVERAGE) {
      double[] equal = new double[candidates.size()];
      Arrays.fill(equal, 1.0 / equal.length);
      return Choice.none(mean(fit, equal));
    }
    InnerCrossFit inner = InnerCrossFit.of(fit, INNER_FOLDS);
    double[][] predictions = new double[candidates.size()][];
    for (int j = 0; j < predictions.length; j++) {
      predictions[j] = inner.predict(candidates.get(j).learner(), candidates.get(j).name());
    }
    double[] weights =
        combination.weights(
            loss.of(fit.target()),
            inner.outcomes(),
            predictions,
            inner.importance(),
            free(fit.target(), candidates));
    return Choice.stacked(mean(fit, weights), inner.shares(weights, predictions));
  }

  private double[] mean(Fit fit, double[] weights) {
    double[] combined = new double[fit.test().size()];
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        double[] predictions = candidates.get(j).learner().fitPredict(seeded(fit, j));
        for (int i = 0; i < combined.length; i++) {
          combined[i] += weights[j] * predictions[i];
        }
      }
    }
    return fit.target() == Target.PROBABILITY ? probabilities(combined) : combined;
  }

  private Fit seeded(Fit fit, int candidate) {
    return fit.withSeed(new Seed(fit.seed()).with(candidates.get(candidate).name()).value());
  }

  /** Weights that sum to one by rounding alone may lead out of [0, 1]. */
  private static double[] probabilities(double[] combined) {
    return Arrays.stream(combined).map(p -> Math.clamp(p, 0, 1)).toArray();
  }

  /**
   * Where a mean is learnt, the position of a constant among candidates: its weight may be
   * negative, because the others are each drawn to the mean, and their mixture even more so.
   */
  public static OptionalInt free(Target target, List<Candidate> candidates) {
    return target == Target.MEAN
        ? IntStream.range(0, candidates.size())
            .filter(j -> candidates.get(j).learner() instanceof Constant)
            .findFirst()
        : OptionalInt.empty();
  }

  @Override
  public boolean supports(Target target) {
    return candidates.stream().allMatch(candidate -> candidate.learner().supports(target))
        && (loss != CombinationLoss.LOG_LOSS || target == Target.PROBABILITY);
  }

  @Override
  public int leastRows() {
    int least = candidates.stream().mapToInt(one -> one.learner().leastRows()).max().orElseThrow();
    // Outside the largest of the inner folds there must be so many.
    return combination == Combination.STACKING
        ? Math.max(INNER_FOLDS, Math.ceilDiv(least * INNER_FOLDS, INNER_FOLDS - 1))
        : least;
  }

  @Override
  public boolean takesSingleClass() {
    return candidates.stream().allMatch(one -> one.learner().takesSingleClass());
  }

  @Override
  public boolean takesWeights() {
    return candidates.stream().allMatch(one -> one.learner().takesWeights());
  }

  @Override
  public boolean takesMissing() {
    return candidates.stream().allMatch(one -> one.learner().takesMissing());
  }

  @Override
  public Optional<String> lack() {
    return candidates.stream().flatMap(one -> one.learner().lack().stream()).findFirst();
  }

  @Override
  public Optional<String> refusal(int covariates) {
    return candidates.stream()
        .flatMap(
            one ->
                one.learner().refusal(covariates).stream()
                    .map(refusal -> "candidates." + one.name() + "." + refusal))
        .findFirst();
  }

  @Override
  public Set<UnusedColumn.Reason> leavesOut() {
    return candidates.stream()
        .flatMap(one -> one.learner().leavesOut().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
