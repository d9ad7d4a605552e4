"""scikit-learn's StackingRegressor and StackingClassifier beside `auto`: the same candidates, folds and data, one thread.

Arguments: 401k or rand, the data in a file, and where the folds are written that both use. The table is that of
docs/benchmarks.md.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import pathlib
import sys
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.ensemble import (
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
    StackingClassifier,
    StackingRegressor,
)
from sklearn.linear_model import LassoCV, LogisticRegressionCV
from sklearn.metrics import log_loss, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

warnings.filterwarnings("ignore")
which, path, folds = sys.argv[1:]
data = pd.read_csv(path)
columns, outcome, treatment = {
    "401k": (["age", "inc", "educ", "fsize", "marr", "twoearn", "db", "pira", "hown"], "net_tfa", "e401"),
    "rand": (["physlm", "disea", "hlthg", "hlthf", "hlthp"], "mdvis", "cost_sharing"),
}[which]
x = data[columns].to_numpy(float)
fold = np.random.default_rng(1).permutation(len(x)) % 5
pathlib.Path(folds).write_text("first\n" + "\n".join(map(str, fold)) + "\n")


def on(columns, learner):
    squares = [PolynomialFeatures(2, include_bias=False)] if columns == "squares" else []
    return make_pipeline(*squares, StandardScaler(), learner)


def trees(forest, **settings):
    return forest(max_features=1 / 3, random_state=1, **settings)


boosting = dict(max_iter=500, learning_rate=0.05, max_depth=4, early_stopping=True, n_iter_no_change=20, random_state=1)
logit = dict(Cs=10, l1_ratios=(1,), penalty="elasticnet", solver="saga", scoring="neg_log_loss", cv=5, tol=1e-3, max_iter=1000)


def candidates(constant, linear, forest, boosted):
    return [
        ("constant", constant),
        ("linear", on("columns", linear)),
        ("polynomial", on("squares", linear)),
        ("shallow-forest", trees(forest, n_estimators=200, max_depth=5, min_samples_leaf=5)),
        ("deep-forest", trees(forest, n_estimators=500, min_samples_leaf=5)),
        ("boosting", boosted(**boosting)),
    ]


means = candidates(DummyRegressor(), LassoCV(alphas=50, cv=5), RandomForestRegressor, HistGradientBoostingRegressor)
probabilities = candidates(
    DummyClassifier(), LogisticRegressionCV(**logit), RandomForestClassifier, HistGradientBoostingClassifier
)


def report(name, y, stack, predict, loss):
    start = time.process_time()
    predictions = np.empty(len(y))
    for k in range(5):
        predictions[fold == k] = predict(stack.fit(x[fold != k], y[fold != k]), x[fold == k])
    seconds = time.process_time() - start
    print(f"{name}: loss {loss(y, predictions):.6g}, {seconds:.1f} s of processor time", flush=True)


report(
    outcome,
    data[outcome].to_numpy(float),
    StackingRegressor(means, cv=5),
    lambda stack, rows: stack.predict(rows),
    root_mean_squared_error,
)
report(
    treatment,
    data[treatment].to_numpy(int),
    StackingClassifier(probabilities, cv=5),
    lambda stack, rows: stack.predict_proba(rows)[:, 1],
    log_loss,
)
