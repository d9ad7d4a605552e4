"""Times what LinearRegressions is compared with: 20 products X'X, and 200 fits of scikit-learn.

Arguments: the numbers of rows and columns. Of the 200 fits ten are made and counted twenty times.
"""

import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = "1"

import sys
import time

import numpy as np
from sklearn.linear_model import LinearRegression

n, p = int(sys.argv[1]), int(sys.argv[2])
random = np.random.default_rng(1)
x = random.standard_normal((n, p))
d = x @ (1 / np.arange(1, p + 1)) + random.standard_normal(n)
y = 0.5 * d + x @ (1 / np.arange(2, p + 2)) + random.standard_normal(n)

seconds = []
for _ in range(5):
    start = time.process_time()
    for _ in range(20):
        x.T @ x
    seconds.append(time.process_time() - start)
print(f"NumPy: {np.median(seconds):.2f} s for 20 products")

fold = random.permutation(n) % 5
start = time.process_time()
residuals = []
for target in (y, d):
    residual = np.empty(n)
    for k in range(5):
        model = LinearRegression().fit(x[fold != k], target[fold != k])
        residual[fold == k] = target[fold == k] - model.predict(x[fold == k])
    residuals.append(residual)
ten = time.process_time() - start
effect = (residuals[0] @ residuals[1]) / (residuals[1] @ residuals[1])
print(f"scikit-learn: {20 * ten:.0f} s for 200 fits, effect {effect:.6f}")
