package dev.dml.learner.tree.boosting;

/** A loss as a function of a margin, which boosted trees add up. */
public enum Loss {
  /** Half the squared error; the margin is the prediction. */
  SQUARED {
    @Override
    double response(double margin) {
      return margin;
    }

    @Override
    double margin(double mean) {
      return mean;
    }

    @Override
    double curvature(double response) {
      return 1;
    }

    @Override
    double of(double target, double response) {
      return (target - response) * (target - response) / 2;
    }
  },

  /** The negative log-likelihood of a 0/1 target; the margin is the log odds. */
  LOGISTIC {
    @Override
    double response(double margin) {
      return 1 / (1 + StrictMath.exp(-margin));
    }

    @Override
    double margin(double mean) {
      double inside = Math.clamp(mean, SMALLEST, 1 - SMALLEST);
      return StrictMath.log(inside / (1 - inside));
    }

    @Override
    double curvature(double response) {
      return response * (1 - response);
    }

    @Override
    double of(double target, double response) {
      double likelihood = target == 1 ? response : 1 - response;
      return -StrictMath.log(Math.max(SMALLEST, likelihood));
    }
  };

  private static final double SMALLEST = 1e-9;

  /** The prediction that belongs to a margin. */
  abstract double response(double margin);

  /** The margin whose prediction is the given mean. */
  abstract double margin(double mean);

  /** The second derivative of the loss by the margin. The first is response minus target. */
  abstract double curvature(double response);

  /** The loss itself. */
  abstract double of(double target, double response);
}
