"""Times scikit-learn's StackingRegressor on the outcome of the 401(k) study, with the candidates of `auto`.

Arguments: 401k.csv, and where the folds are written that both use. One thread.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import pathlib
import sys
import time

import numpy as np
import pandas as pd
from sklearn.dummy import DummyRegressor
from sklearn.ensemble import (
    HistGradientBoostingRegressor,
    RandomForestRegressor,
    StackingRegressor,
)
from sklearn.linear_model import LassoCV
from sklearn.metrics import root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

data = pd.read_csv(sys.argv[1])
x = data[["age", "inc", "educ", "fsize", "marr", "twoearn", "db", "pira", "hown"]].to_numpy(float)
y = data["net_tfa"].to_numpy(float)
fold = np.random.default_rng(1).permutation(len(y)) % 5
pathlib.Path(sys.argv[2]).write_text("first\n" + "\n".join(map(str, fold)) + "\n")


def on(columns, learner):
    squares = [PolynomialFeatures(2, include_bias=False)] if columns == "squares" else []
    return make_pipeline(*squares, StandardScaler(), learner)


def trees(forest, **settings):
    return forest(max_features=1 / 3, random_state=1, **settings)


boosting = dict(max_iter=500, learning_rate=0.05, max_depth=4, early_stopping=True, n_iter_no_change=20, random_state=1)
means = [
    ("constant", DummyRegressor()),
    ("linear", on("columns", LassoCV(alphas=50, cv=5))),
    ("polynomial", on("squares", LassoCV(alphas=50, cv=5))),
    ("shallow-forest", trees(RandomForestRegressor, n_estimators=200, max_depth=5, min_samples_leaf=5)),
    ("deep-forest", trees(RandomForestRegressor, n_estimators=500, min_samples_leaf=5)),
    ("boosting", HistGradientBoostingRegressor(**boosting)),
]

start = time.process_time()
predictions = np.empty(len(y))
for k in range(5):
    predictions[fold == k] = StackingRegressor(means, cv=5).fit(x[fold != k], y[fold != k]).predict(x[fold == k])
seconds = time.process_time() - start
print(f"net_tfa: RMSE {root_mean_squared_error(y, predictions):.1f}, {seconds:.1f} s of processor time")
