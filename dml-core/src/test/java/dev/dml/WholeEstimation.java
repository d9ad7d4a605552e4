package dev.dml;

import dev.dml.analysis.MultiplierBootstrap;
import dev.dml.analysis.effects.CurveQuestion;
import dev.dml.analysis.effects.Heterogeneity;
import dev.dml.analysis.effects.SplineBasis;
import dev.dml.analysis.policy.PolicyQuestion;
import dev.dml.analysis.sensitivity.Confounding;
import dev.dml.data.CausalData;
import dev.dml.data.CausalDataBuilder;
import dev.dml.learner.ensemble.Candidate;
import dev.dml.learner.ensemble.Ensemble;
import dev.dml.learner.leastsquares.LinearRegression;
import dev.dml.learner.logistic.LogisticRegression;
import dev.dml.learner.tree.forest.RandomForest;
import dev.dml.model.CausalModel;
import dev.dml.model.did.Assignment;
import dev.dml.model.did.StaggeredAdoption;
import dev.dml.model.did.StaggeredAdoption.Observed;
import dev.dml.model.interactive.AveragePotentialOutcomes;
import dev.dml.model.interactive.InteractiveRegression;
import dev.dml.model.interactive.InteractiveRegression.Estimand;
import dev.dml.model.interactive.SampleSelection;
import dev.dml.model.interactive.SampleSelection.Selection;
import dev.dml.model.linear.PanelApproach;
import dev.dml.model.linear.PartiallyLinear;
import dev.dml.model.linear.PartiallyLinear.Score;
import dev.dml.model.linear.PartiallyLinearIv;
import dev.dml.model.linear.PartiallyLinearPanel;
import dev.dml.result.DmlResult;
import dev.dml.result.RunRecord;
import dev.dml.task.Backend;
import java.time.Duration;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Estimations that together use all that crosses between data, tasks and analyses: whoever runs
 * their tasks must not change a bit of their results.
 */
public enum WholeEstimation {
  /** Sampling weights, which learners, scores and variance take. */
  WEIGHTS {
    @Override
    DoubleMachineLearning estimator() {
      return forests(InteractiveRegression.of(Estimand.ATE));
    }

    @Override
    CausalData data() {
      return rows().treatment("d", LCG.d).weights("w", by(row -> 1 + row % 3)).build();
    }
  },
  /** Folds of clusters, and trees that are drawn by cluster. */
  CLUSTERS {
    @Override
    DoubleMachineLearning estimator() {
      return forests(InteractiveRegression.of(Estimand.ATTE));
    }

    @Override
    CausalData data() {
      return rows().treatment("d", LCG.d).cluster("c", by(row -> row * 7 % 60)).build();
    }
  },
  /** Cells of two dimensions of clusters. */
  CLUSTERS_OF_TWO_WAYS {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(PartiallyLinear.ivType()).withFolds(2);
    }

    @Override
    CausalData data() {
      return rows()
          .treatment("dc", LCG.dc)
          .cluster("firm", by(row -> row * 7 % 40))
          .cluster("year", by(row -> row * 11 % 35))
          .build();
    }
  },
  /** Effects of groups, a curve with its band, and a policy tree, under weights. */
  EFFECTS {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(InteractiveRegression.of(Estimand.ATE))
          .withEffects(
              Heterogeneity.NONE
                  .withGroups(List.of("z"))
                  .withCurve(new CurveQuestion(SplineBasis.along("x1"), 100))
                  .withPolicy(PolicyQuestion.by("x2")));
    }

    @Override
    CausalData data() {
      return rows()
          .treatment("d", LCG.d)
          .weights("w", by(row -> 1 + row % 3))
          .modifier("z", LCG.z)
          .modifier("x1", LCG.x1)
          .modifier("x2", LCG.x2)
          .build();
    }
  },
  /** Bounds with a benchmark, whose tasks are of other data. */
  SENSITIVITY {
    @Override
    DoubleMachineLearning estimator() {
      return forests(PartiallyLinear.partiallingOut())
          .withSensitivity(Confounding.DEFAULT.withBenchmark("some", List.of("x1", "x2")));
    }

    @Override
    CausalData data() {
      return rows().treatment("dc", LCG.dc).build();
    }
  },
  /** Levels, one of which is not estimated but learnt for the bounds, with contrasts and bands. */
  LEVELS {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(
              AveragePotentialOutcomes.ofAllLevels()
                  .withLevels(List.of("0", "2"))
                  .withReference("0"))
          .withSensitivity(Confounding.DEFAULT)
          .withJointInference(MultiplierBootstrap.DEFAULT);
    }

    @Override
    CausalData data() {
      return rows().treatment("level", by(row -> LCG.d[row] + LCG.z[row])).build();
    }
  },
  /** Two treatments with joint intervals, of clusters. */
  JOINT {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(PartiallyLinear.partiallingOut())
          .withJointInference(MultiplierBootstrap.DEFAULT);
    }

    @Override
    CausalData data() {
      return rows()
          .treatment("d", LCG.d)
          .treatment("dc", LCG.dc)
          .cluster("c", by(row -> row * 7 % 60))
          .build();
    }
  },
  /** Two treatments that are estimated together from two instruments. */
  INSTRUMENTS {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(PartiallyLinearIv.partiallingOut());
    }

    @Override
    CausalData data() {
      return rows()
          .treatment("d", LCG.d)
          .treatment("dc", LCG.dc)
          .instrument("z", LCG.z)
          .instrument("z2", LCG.z2)
          .build();
    }
  },
  /** Halves of the training rows, kept together by cluster, and outcomes that are missing. */
  SELECTION {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(SampleSelection.of(Selection.NON_IGNORABLE))
          .withLearner("ml_g", RandomForest.DEFAULT.withTrees(10));
    }

    @Override
    CausalData data() {
      return rows()
          .treatment("d", LCG.d)
          .selected("s", LCG.selected())
          .instrument("dc", LCG.dc)
          .cluster("c", by(row -> row * 7 % 60))
          .build();
    }
  },
  /** Effects on groups in periods of a panel with gaps, their averages, bands and bounds. */
  PANEL {
    @Override
    DoubleMachineLearning estimator() {
      return forests(StaggeredAdoption.of(Observed.PANEL, Assignment.OBSERVATIONAL))
          .withJointInference(MultiplierBootstrap.DEFAULT)
          .withSensitivity(Confounding.DEFAULT);
    }

    @Override
    CausalData data() {
      return UnitsInFourPeriods.of(true);
    }
  },
  /** The same of other units in every period. */
  CROSS_SECTIONS {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(
          StaggeredAdoption.of(Observed.CROSS_SECTIONS, Assignment.OBSERVATIONAL));
    }

    @Override
    CausalData data() {
      return UnitsInFourPeriods.of(false);
    }
  },
  /** A panel whose nuisances know unit means, with a first estimate of the effect. */
  UNIT_EFFECTS {
    @Override
    DoubleMachineLearning estimator() {
      return forests(new PartiallyLinearPanel(PanelApproach.CRE_NORMAL, Score.IV_TYPE));
    }

    @Override
    CausalData data() {
      return Lcg500Panel.withUnitEffects();
    }
  },
  /** Candidates that are combined across folds. */
  CANDIDATES {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(PartiallyLinear.partiallingOut())
          .withLearner(
              "ml_l",
              Ensemble.of(
                  List.of(
                      new Candidate("ols", new LinearRegression()),
                      new Candidate("forest", RandomForest.DEFAULT.withTrees(5)))));
    }

    @Override
    CausalData data() {
      return rows().treatment("dc", LCG.dc).build();
    }
  },
  /**
   * Candidates, one of which cannot be fitted in one fold of each repetition: row 7 alone keeps x1
   * from telling the treatment, and the fold that predicts it learns without.
   */
  FAILING_CANDIDATE {
    @Override
    DoubleMachineLearning estimator() {
      return LinearNuisances.estimator(PartiallyLinear.partiallingOut())
          .withLearner(
              "ml_m",
              Ensemble.of(
                  List.of(
                      new Candidate("logit", LogisticRegression.DEFAULT),
                      new Candidate("forest", RandomForest.DEFAULT.withTrees(5)))));
    }

    @Override
    CausalData data() {
      return rows().treatment("d", by(row -> LCG.x1[row] > 0 != (row == 7) ? 1 : 0)).build();
    }
  };

  private static final Lcg500 LCG = new Lcg500();

  abstract DoubleMachineLearning estimator();

  abstract CausalData data();

  /** The result by a backend. */
  public DmlResult estimate(Backend backend) {
    return estimator().withRepetitions(2).withBackend(backend).estimate(data());
  }

  /**
   * All that a result says but who ran its tasks and how long they took; every number has the
   * digits that read back as its bits.
   */
  public static String digits(DmlResult result) {
    RunRecord nobody = new RunRecord("", 0, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    return result.withRun(nobody).toString().replaceAll("cpu=[^,]*", "");
  }

  private static DoubleMachineLearning forests(CausalModel model) {
    DoubleMachineLearning estimator = LinearNuisances.estimator(model);
    for (String slot : List.of("ml_l", "ml_g")) {
      if (model.slots(List.of("d"), List.of()).stream().anyMatch(s -> s.name().equals(slot))) {
        estimator = estimator.withLearner(slot, RandomForest.DEFAULT.withTrees(5));
      }
    }
    return estimator;
  }

  private static CausalDataBuilder rows() {
    return LCG.builder();
  }

  private static double[] by(IntToDoubleFunction value) {
    return IntStream.range(0, Lcg500.ROWS).mapToDouble(value).toArray();
  }
}
