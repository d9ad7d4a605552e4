"""The logistic regressions of LogisticSpeed by scikit-learn: python logistic_speed.py DIRECTORY ROWS COLUMNS."""

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import statistics
import time

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression

FOLDS = 5

directory, n, p = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
data = np.fromfile(os.path.join(directory, "data.bin")).reshape(p + 1, n)
x, y = np.ascontiguousarray(data[:p].T), data[p]
fold = np.arange(n) % FOLDS


def fit(**settings):
    predictions = np.empty(n)
    for k in range(FOLDS):
        train, test = fold != k, fold == k
        model = LogisticRegression(C=np.inf, solver="newton-cholesky", **settings)
        model.fit(x[train], y[train])
        predictions[test] = model.predict_proba(x[test])[:, 1]
    return predictions


seconds = []
for _ in range(5):
    before = time.process_time()
    by_default = fit()
    seconds.append(time.process_time() - before)
exact = fit(tol=1e-12, max_iter=100)
ours = np.fromfile(os.path.join(directory, "predictions.bin"))
logit = lambda q: np.log(q / (1 - q))
print(f"scikit-learn {sklearn.__version__}: median {statistics.median(seconds):.3f} s for {FOLDS} fits, all {[round(s, 3) for s in seconds]}")
print(f"largest deviation from the optimum in log odds: ours {abs(logit(ours) - logit(exact)).max():.1e}, "
      f"scikit-learn's by default {abs(logit(by_default) - logit(exact)).max():.1e}")
