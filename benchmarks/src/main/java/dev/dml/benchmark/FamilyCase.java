package dev.dml.benchmark;

import dev.dml.DoubleMachineLearning;
import dev.dml.analysis.JointIntervals;
import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.GroupEffect;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.analysis.policy.PolicyTree;
import dev.dml.benchmark.IntervalFamily.Claim;
import dev.dml.inference.ConfidenceInterval;
import dev.dml.learner.Learner;
import dev.dml.learner.LearnerTypes;
import dev.dml.model.CausalModel;
import dev.dml.model.EffectAverage;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.random.Seed;
import dev.dml.result.AverageEffect;
import dev.dml.result.AverageEffects;
import dev.dml.result.DmlResult;
import dev.dml.result.TreatmentEffect;
import dev.dml.simulation.Design;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An estimation with several intervals, such as of levels of a treatment or groups, whose truths
 * are known.
 *
 * @param id its name on the command line
 * @param learners what learns, in words
 * @param design where the data sets are drawn from
 * @param estimator what estimates, but for the seed
 * @param reading what a result says
 */
record FamilyCase(
    String id, String learners, Design design, DoubleMachineLearning estimator, Reading reading)
    implements RepeatedEstimation {

  /** What a result says of numbers that are known, by family. */
  interface Reading {
    Map<String, List<Claim>> of(DmlResult result);
  }

  private static final int ROWS = 500;

  private static final double EFFECT = 0.5;

  private static final LearnerTypes TYPES = LearnerTypes.installed();

  /** All of them. */
  static List<FamilyCase> all() {
    return Stream.of(
            IntStream.of(30, 40, 60).mapToObj(FamilyCase::clustered),
            Stream.of(levels(), groups(), policy(), staggered()))
        .flatMap(cases -> cases)
        .toList();
  }

  private static FamilyCase clustered(int clusters) {
    Learner lasso = learner("lasso", Map.of("cv_folds", 5));
    return new FamilyCase(
        "plr-" + clusters + "-clusters:lasso/lasso",
        "lasso / lasso",
        new ClusteredDesign(clusters, EFFECT),
        DoubleMachineLearning.of(PartiallyLinear.partiallingOut())
            .withLearner("ml_l", lasso)
            .withLearner("ml_m", lasso)
            .withRepetitions(1),
        result ->
            Map.of(
                "PLR, " + clusters + " clusters",
                List.of(alone(result.estimates().getFirst(), EFFECT))));
  }

  private static FamilyCase levels() {
    return new FamilyCase(
        "apo-contrasts:linear/logistic",
        "linear / logistic",
        new LevelsDesign(ROWS),
        linear(AveragePotentialOutcomes.ofAllLevels().withReference("0"))
            .withJointInference(MultiplierBootstrap.DEFAULT),
        result -> {
          List<TreatmentEffect> effects = new ArrayList<>(result.estimates());
          result.answers().contrasts().forEach(contrast -> effects.add(contrast.difference()));
          double[] truths = {0, 1, 2, 1, 2};
          List<Claim> claims =
              claims(
                  effects,
                  result.answers().joint(),
                  IntStream.range(0, truths.length)
                      .mapToObj(i -> LevelsDesign.average(truths[i]))
                      .toList());
          return Map.of("APO, levels and contrasts", claims);
        });
  }

  private static FamilyCase groups() {
    return new FamilyCase(
        "gate:linear/logistic",
        "linear / logistic",
        new DescribedDesign(ROWS, EFFECT),
        linear(InteractiveRegression.of(Estimand.ATE))
            .withEffects(Heterogeneity.NONE.withGroups(DescribedDesign.GROUPS)),
        result -> {
          List<GroupEffect> groups = result.answers().effects().groups();
          return Map.of(
              "IRM, effects of four groups",
              IntStream.range(0, groups.size())
                  .mapToObj(
                      g ->
                          new Claim(
                              groups.get(g).inference().coefficient(),
                              groups.get(g).inference().interval(),
                              Optional.of(groups.get(g).joint()),
                              DescribedDesign.effectOfGroup(g, EFFECT)))
                  .toList());
        });
  }

  private static FamilyCase policy() {
    return new FamilyCase(
        "policy:linear/logistic",
        "linear / logistic",
        new DescribedDesign(ROWS, EFFECT),
        linear(InteractiveRegression.of(Estimand.ATE))
            .withEffects(
                Heterogeneity.NONE.withPolicy(
                    new PolicyQuestion(
                        List.of("x1"), 1, PolicyQuestion.Search.EXACT, 8, 200, 0.01, 0))),
        result -> {
          PolicyTree tree = result.answers().effects().policies().getFirst();
          Map<String, List<Claim>> claims = new LinkedHashMap<>();
          claims.put(
              "IRM, value of the tree shown",
              List.of(value(tree, DescribedDesign.value(tree.root(), EFFECT))));
          claims.put(
              "IRM, value of the best tree",
              List.of(value(tree, DescribedDesign.bestValue(EFFECT))));
          return claims;
        });
  }

  private static Claim value(PolicyTree tree, double truth) {
    return new Claim(tree.value().coefficient(), tree.value().interval(), Optional.empty(), truth);
  }

  private static FamilyCase staggered() {
    return new FamilyCase(
        "did-staggered:linear/logistic",
        "linear / logistic",
        new StaggeredDesign(2 * ROWS),
        linear(StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL))
            .withJointInference(MultiplierBootstrap.DEFAULT),
        result -> {
          Map<String, List<Claim>> claims = new LinkedHashMap<>();
          claims.put(
              "DID, effects by group and period",
              claims(
                  result.estimates(),
                  result.answers().joint(),
                  result.estimates().stream()
                      .map(effect -> StaggeredDesign.effect(effect.cell().orElseThrow()))
                      .toList()));
          for (AverageEffects averages : result.answers().averages()) {
            if (averages.family() == EffectAverage.Family.EVENT_STUDY) {
              claims.put("DID, event study", eventStudy(averages));
              claims.put(
                  "DID, overall effect", List.of(claim(averages.overall(), Optional.empty())));
            }
          }
          return claims;
        });
  }

  private static List<Claim> eventStudy(AverageEffects averages) {
    return IntStream.range(0, averages.effects().size())
        .mapToObj(
            i ->
                claim(
                    averages.effects().get(i),
                    averages.joint().map(joint -> joint.intervals().get(i))))
        .toList();
  }

  /** The truth has the weights of the estimate, which are not estimated. */
  private static Claim claim(AverageEffect effect, Optional<ConfidenceInterval> joint) {
    double truth =
        effect.weights().entrySet().stream()
            .mapToDouble(part -> part.getValue() * StaggeredDesign.effect(part.getKey()))
            .sum();
    return new Claim(effect.inference().coefficient(), effect.inference().interval(), joint, truth);
  }

  private static DoubleMachineLearning linear(CausalModel model) {
    return DoubleMachineLearning.of(model)
        .withLearner("ml_g", learner("linear-regression", Map.of()))
        .withLearner("ml_m", learner("logistic-regression", Map.of()))
        .withRepetitions(1);
  }

  private static Learner learner(String type, Map<String, ?> settings) {
    return TYPES.named(type).orElseThrow().create(settings);
  }

  private static Claim alone(TreatmentEffect effect, double truth) {
    return new Claim(effect.coefficient(), effect.inference().interval(), Optional.empty(), truth);
  }

  private static List<Claim> claims(
      List<TreatmentEffect> effects, Optional<JointIntervals> joint, List<Double> truths) {
    return IntStream.range(0, effects.size())
        .mapToObj(
            i ->
                new Claim(
                    effects.get(i).coefficient(),
                    effects.get(i).inference().interval(),
                    joint.map(all -> all.intervals().get(i)),
                    truths.get(i)))
        .toList();
  }

  @Override
  public List<Coverage.Row> measure(int dataSets, long seed) {
    Map<String, IntervalFamily> families = new LinkedHashMap<>();
    long start = System.nanoTime();
    for (int dataSet = 0; dataSet < dataSets; dataSet++) {
      Seed own = new Seed(seed).with(id).with(dataSet);
      reading
          .of(estimator.withSeed(own.with("folds").value()).estimate(design.draw(own)))
          .forEach(
              (name, claims) -> families.computeIfAbsent(name, IntervalFamily::new).add(claims));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<Coverage.Row> rows = new ArrayList<>();
    for (IntervalFamily family : families.values()) {
      rows.add(family.alone(learners, seconds));
      family.together(learners, seconds).ifPresent(rows::add);
    }
    return rows;
  }
}
