"""A staggered panel of 12 periods, and its effects by DoubleML for Python.

Arguments: write FILE UNITS; or estimate FILE LEARNERS, where "linear" are linear and logistic regression, and
"boosting" is LightGBM.
"""

import os
import sys
import warnings

import numpy as np
import pandas as pd

COVARIATES = ["x1", "x2", "x3", "x4"]


def write(file, units):
    random = np.random.default_rng(42)
    x = random.standard_normal((units, len(COVARIATES)))
    cohorts = np.array([0, *range(2, 12)])
    utility = random.gumbel(size=(units, len(cohorts)))
    utility[:, 1:] += np.outer(0.3 * x[:, 0] - 0.2 * x[:, 1], np.linspace(0.5, 1, len(cohorts) - 1))
    cohort = cohorts[utility.argmax(axis=1)]
    level = random.standard_normal(units)
    periods = []
    for t in range(1, 13):
        treated = (cohort > 0) & (t >= cohort)
        trend = t * (0.2 + 0.1 * x[:, 0] + 0.1 * x[:, 1])
        y = level + trend + treated * (1 + 0.1 * (t - cohort)) + random.standard_normal(units)
        columns = {"id": np.arange(units), "t": t, "g": cohort, "y": y}
        periods.append(pd.DataFrame(columns | dict(zip(COVARIATES, x.T))))
    pd.concat(periods).sort_values(["id", "t"]).to_csv(file, index=False)


def learners(boosting):
    if boosting:
        from lightgbm import LGBMClassifier, LGBMRegressor

        # LightGBM asks the variable for nothing where it is told no number.
        threads = int(os.environ["OMP_NUM_THREADS"]) if "OMP_NUM_THREADS" in os.environ else None
        settings = {"n_estimators": 100, "learning_rate": 0.1, "max_depth": 4, "num_leaves": 16}
        settings |= {"min_child_samples": 20, "n_jobs": threads, "verbose": -1}
        return LGBMRegressor(**settings), LGBMClassifier(**settings)
    from sklearn.linear_model import LinearRegression, LogisticRegression

    return LinearRegression(), LogisticRegression(penalty=None)


def estimate(file, boosting):
    import doubleml

    warnings.simplefilter("ignore")
    panel = doubleml.data.DoubleMLPanelData(
        pd.read_csv(file), y_col="y", d_cols="g", id_col="id", t_col="t", x_cols=COVARIATES
    )
    ml_g, ml_m = learners(boosting)
    model = doubleml.did.DoubleMLDIDMulti(
        panel,
        ml_g=ml_g,
        ml_m=ml_m,
        gt_combinations="standard",
        control_group="never_treated",
        n_folds=5,
    )
    model.fit()
    for kind in ("group", "time", "eventstudy"):
        model.aggregate(kind)
    print(len(model.coef), "effects")


if sys.argv[1] == "write":
    write(sys.argv[2], int(sys.argv[3]))
else:
    estimate(sys.argv[2], sys.argv[3] == "boosting")
