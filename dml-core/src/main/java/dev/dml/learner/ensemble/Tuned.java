package dev.dml.learner.ensemble;

import dev.dml.learner.Fit;
import dev.dml.learner.GrowingLearner;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerType;
import dev.dml.learner.LearnerTypes;
import dev.dml.learner.Target;
import dev.dml.learner.UnusedColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A learner some of whose settings are chosen inside the training rows of each fit: those with the
 * smallest loss across inner folds, squared error for a mean and log-loss for a probability, are
 * fitted to all training rows. The causal estimate has no say in it.
 *
 * @param base the learner with its other settings
 * @param grid the settings to try
 * @param folds the number of inner folds, at least 2
 * @param search how the best is found
 */
public record Tuned(Learner base, TuningGrid grid, int folds, TuningSearch search)
    implements ChoosingLearner {

  /** The number of inner folds if nobody says another. */
  public static final int USUAL_FOLDS = 3;

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  /**
   * Checks the settings.
   *
   * @throws LearnerType.InvalidSettings if the learner does not permit one of them
   */
  public Tuned {
    if (folds < 2) {
      throw new IllegalArgumentException("tune_folds must be at least 2, but was " + folds);
    }
    grid.trials().forEach(trial -> with(base, trial));
    if (search instanceof TuningSearch.Halving) {
      String steps = stepSetting(base);
      if (grid.values().containsKey(steps)) {
        throw new IllegalArgumentException(
            "with tune_halving, which gives trials a part of their "
                + steps
                + ", "
                + steps
                + " cannot be tuned");
      }
    }
  }

  /** The learner with settings of which every one is tried. */
  public Tuned(Learner base, TuningGrid grid, int folds) {
    this(base, grid, folds, new TuningSearch.Everything());
  }

  private static String stepSetting(Learner base) {
    if (base instanceof GrowingLearner growing) {
      return growing.stepSetting();
    }
    throw new IllegalArgumentException(
        "tune_halving needs a learner whose fits can go on: random-forest or gradient-boosting");
  }

  private static Learner with(Learner base, Map<String, Object> trial) {
    LearnerType<?> type =
        TYPES
            .of(base)
            .orElseThrow(() -> new IllegalArgumentException(base + " has no settings to tune"));
    Map<String, Object> settings = new HashMap<>(type.describe(base));
    settings.putAll(trial);
    return type.create(settings);
  }

  /** The learners to try, in the order of {@link TuningGrid#trials()}. */
  public List<Learner> trials() {
    return grid.trials().stream().map(trial -> with(base, trial)).toList();
  }

  /** Each of the settings to try as a candidate, of which the best serves all folds. */
  public Ensemble asCandidates() {
    List<Learner> trials = trials();
    List<Candidate> candidates =
        IntStream.range(0, trials.size())
            .mapToObj(i -> new Candidate("trial-" + (i + 1), trials.get(i)))
            .toList();
    return new Ensemble(candidates, Combination.BEST, CombinationLoss.BY_TARGET);
  }

  @Override
  public Choice choose(Fit fit) {
    InnerCrossFit inner = InnerCrossFit.of(fit, folds);
    List<Learner> trials = trials();
    double[] losses = search.losses(inner, trials);
    return Choice.tuned(trials.get(best(losses)).fitPredict(fit), losses);
  }

  /** The place of the smallest loss, the first of equals, among those that are numbers. */
  public static int best(double[] losses) {
    int best = 0;
    for (int i = 1; i < losses.length; i++) {
      best = losses[i] < losses[best] || Double.isNaN(losses[best]) ? i : best;
    }
    return best;
  }

  @Override
  public boolean supports(Target target) {
    return base.supports(target);
  }

  @Override
  public boolean takesWeights() {
    return base.takesWeights();
  }

  @Override
  public boolean takesMissing() {
    return base.takesMissing();
  }

  /** Outside the largest of the inner folds there must be enough for each. */
  @Override
  public int leastRows() {
    int least = trials().stream().mapToInt(Learner::leastRows).max().orElseThrow();
    return Math.max(folds, Math.ceilDiv(least * folds, folds - 1));
  }

  @Override
  public Optional<String> lack() {
    return base.lack();
  }

  @Override
  public Optional<String> refusal(int covariates) {
    if (search instanceof TuningSearch.Paid) {
      return Optional.of(
          "tune_usd: needs lambda or batch, whose prices make seconds of it;"
              + " elsewhere tune_seconds is a limit");
    }
    return trials().stream().flatMap(trial -> trial.refusal(covariates).stream()).findFirst();
  }

  @Override
  public Set<UnusedColumn.Reason> leavesOut() {
    return base.leavesOut();
  }
}
