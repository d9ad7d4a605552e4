"""Writes the data of LinearLasso, and times scikit-learn's LassoCV on them.

Arguments: a directory, the number of rows and columns, and the correlation of neighbouring columns.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import pathlib
import sys
import time

import numpy as np
from sklearn.linear_model import LassoCV

directory = pathlib.Path(sys.argv[1])
n, p, correlation = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
directory.mkdir(parents=True, exist_ok=True)
random = np.random.default_rng(1)
x = random.standard_normal((n, p))
for j in range(1, p):
    x[:, j] = correlation * x[:, j - 1] + np.sqrt(1 - correlation**2) * x[:, j]
y = x[:, : p // 3 : p // 30] @ np.full(len(range(0, p // 3, p // 30)), 0.5) + random.standard_normal(n)
x.T.astype("<f8").tofile(directory / "x.bin")
y.astype("<f8").tofile(directory / "y.bin")

fold = np.arange(n) % 5
seconds = []
for _ in range(5):
    squares = 0.0
    start = time.process_time()
    for k in range(5):
        model = LassoCV(cv=5).fit(x[fold != k], y[fold != k])
        squares += ((y[fold == k] - model.predict(x[fold == k])) ** 2).sum()
    seconds.append((time.process_time() - start) / 5)
print(f"scikit-learn: {np.median(seconds):.4f} s a fit, RMSE {np.sqrt(squares / n):.6f}")
