"""A staggered panel of 12 periods, and its effects by DoubleML for Python.

Arguments: write FILE UNITS, or estimate FILE.
"""

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


def estimate(file):
    import doubleml
    from sklearn.linear_model import LinearRegression, LogisticRegression

    warnings.simplefilter("ignore")
    panel = doubleml.data.DoubleMLPanelData(
        pd.read_csv(file), y_col="y", d_cols="g", id_col="id", t_col="t", x_cols=COVARIATES
    )
    model = doubleml.did.DoubleMLDIDMulti(
        panel,
        ml_g=LinearRegression(),
        ml_m=LogisticRegression(penalty=None),
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
    estimate(sys.argv[2])
