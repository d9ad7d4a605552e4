"""Does a work, or a part of it, in Python: the counterpart of dev.dml.benchmark.peers.trial.Worker.

Arguments: folder, program, threads, repetitions, folds of each, file for the result, "fit" or "agree".
Reads the folder's files, fits and predicts, writes the predictions and prints what it took as JSON.
"""

import json
import os
import sys
import time

import numpy as np

FOLDER, PROGRAM, THREADS, REPETITIONS, FOLDS, OUTPUT, MODE = sys.argv[1:8]
THREADS, REPETITIONS, FOLDS = int(THREADS), int(REPETITIONS), int(FOLDS)


def memory(name):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith(name + ":"))


def doubles(name):
    return np.fromfile(os.path.join(FOLDER, name), dtype="<f8")


def forest(settings, seed):
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(
        n_estimators=settings["trees"],
        max_features=settings["features"],
        min_samples_leaf=settings["min_leaf"],
        max_depth=settings.get("max_depth"),
        n_jobs=THREADS,
        random_state=seed,
    )


def histogram_boosting(settings, seed):
    from sklearn.ensemble import HistGradientBoostingRegressor

    return HistGradientBoostingRegressor(
        max_iter=settings["rounds"],
        learning_rate=settings["learning_rate"],
        max_leaf_nodes=settings["max_leaves"],
        max_depth=settings["max_depth"],
        min_samples_leaf=settings["min_leaf"],
        early_stopping=False,
        random_state=seed,
    )


def lightgbm(settings, seed):
    from lightgbm import LGBMRegressor

    return LGBMRegressor(
        n_estimators=settings["rounds"],
        learning_rate=settings["learning_rate"],
        num_leaves=settings["max_leaves"],
        max_depth=settings["max_depth"],
        min_child_samples=settings["min_leaf"],
        n_jobs=THREADS,
        random_state=seed,
        verbose=-1,
    )


def exact_lightgbm(settings, seed):
    """With a bin for each value, as far as LightGBM can: its trees with exact cuts."""
    return lightgbm(settings, seed).set_params(max_bin=65535, min_data_in_bin=1)


def lasso(settings, seed):
    from sklearn.linear_model import LassoCV

    return LassoCV(alphas=settings["lambdas"], cv=settings["cv_folds"], n_jobs=THREADS)


def logistic(settings, seed):
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=np.inf, solver="newton-cholesky")


def linear(settings, seed):
    from sklearn.linear_model import LinearRegression

    return LinearRegression()


def rust_forest(settings, seed):
    import dml_rs

    return dml_rs.RandomForestRegressor(
        n_estimators=settings["trees"],
        max_features=settings["features"],
        min_samples_leaf=settings["min_leaf"],
        random_state=seed,
    )


def rust_boosting(settings, seed):
    """Its trees have no largest number of leaves; 64 of depth 6 are none either."""
    import dml_rs

    return dml_rs.GradientBoostingRegressor(
        n_estimators=settings["rounds"],
        learning_rate=settings["learning_rate"],
        max_depth=settings["max_depth"],
        min_samples_leaf=settings["min_leaf"],
        random_state=seed,
    )


def rust_lasso(settings, seed):
    import dml_rs

    return dml_rs.LassoCV(alphas=settings["lambdas"], cv=settings["cv_folds"])


def rust_logistic(settings, seed):
    import dml_rs

    return dml_rs.LogisticRegression(C=np.inf)


def rust_linear(settings, seed):
    import dml_rs

    return dml_rs.Ols()


MODELS = {
    ("SCIKIT_LEARN", "random-forest"): forest,
    ("HISTOGRAM_BOOSTING", "gradient-boosting"): histogram_boosting,
    ("LIGHTGBM", "gradient-boosting"): lightgbm,
    ("EXACT_LIGHTGBM", "gradient-boosting"): exact_lightgbm,
    ("SCIKIT_LEARN", "lasso"): lasso,
    ("SCIKIT_LEARN", "logistic-regression"): logistic,
    ("SCIKIT_LEARN", "linear-regression"): linear,
    ("DOUBLEML", "random-forest"): forest,
    ("DOUBLEML", "gradient-boosting"): lightgbm,
    ("DOUBLEML", "lasso"): lasso,
    ("DML_RS", "random-forest"): rust_forest,
    ("DML_RS", "gradient-boosting"): rust_boosting,
    ("DML_RS", "lasso"): rust_lasso,
    ("DML_RS", "logistic-regression"): rust_logistic,
    ("DML_RS", "linear-regression"): rust_linear,
}


def predict(model, x, probability):
    if not probability:
        return model.predict(x)
    probabilities = np.asarray(model.predict_proba(x))
    return probabilities if probabilities.ndim == 1 else probabilities[:, 1]


def cross_fit(work, x, targets, folds):
    make = MODELS[PROGRAM, work["learner"]]
    predictions = np.full((REPETITIONS, len(targets), len(x)), np.nan)
    for repetition in range(REPETITIONS):
        for position, y in enumerate(targets):
            for fold in range(FOLDS):
                test = folds[repetition] == fold
                seed = (repetition * len(targets) + position) * FOLDS + fold
                model = make(work["settings"], seed).fit(x[~test], y[~test])
                predictions[repetition, position, test] = predict(model, x[test], work["probability"])
    return predictions


def partitions(folds):
    """The rows to train on and to predict, of every fold of every repetition."""
    every = range(folds.max() + 1)
    return [[(np.flatnonzero(one != fold), np.flatnonzero(one == fold)) for fold in every] for one in folds]


def rust_estimation(work, x, targets, folds):
    """A partially linear regression by dml-rs; of a single target, its learner fold by fold."""
    import dml_rs

    if len(targets) == 1:
        return cross_fit(work, x, targets, folds)
    make = MODELS[PROGRAM, work["learner"]]
    model = dml_rs.PLR(make(work["settings"], 0), make(work["settings"], 1), n_folds=FOLDS, n_rep=REPETITIONS)
    model.fit(x, *targets, folds=partitions(folds[:REPETITIONS]))
    return np.stack([model.predictions_[name][:, :, 0].T for name in ("ml_l", "ml_m")], axis=1)


def estimation(work, x, targets, folds):
    """A partially linear regression by DoubleML."""
    import doubleml

    make = MODELS[PROGRAM, work["learner"]]
    model = doubleml.DoubleMLPLR(
        doubleml.DoubleMLData.from_arrays(x, *targets),
        make(work["settings"], 0),
        make(work["settings"], 1),
        n_folds=FOLDS,
        n_rep=REPETITIONS,
        draw_sample_splitting=False,
    )
    model.set_sample_splitting(partitions(folds[:REPETITIONS]))
    model.fit(store_predictions=True)
    return np.stack([model.predictions[name][:, :, 0].T for name in ("ml_l", "ml_m")], axis=1)


def products(work, x, targets, folds):
    total = 0.0
    for _ in range(REPETITIONS):
        total += (x.T @ x)[0, 0]
    return np.array([total])


def agreement(work, x, targets, folds):
    """One fit outside the first fold, as exact as the library can make it."""
    train = folds[0] != 0
    y = targets[0][train]
    if work["learner"] == "lasso":
        from sklearn.linear_model import Lasso

        mean, deviation = x[train].mean(axis=0), x[train].std(axis=0)
        model = Lasso(alpha=float(os.environ["AGREEMENT_LAMBDA"]), tol=1e-13, max_iter=1_000_000)
        return model.fit((x[train] - mean) / deviation, y).coef_ / deviation
    model = MODELS[PROGRAM, work["learner"]](work["settings"], 0)
    if work["learner"] == "logistic-regression":
        model.set_params(tol=1e-12)
    return predict(model.fit(x[train], y), x[~train], work["probability"])


def version():
    import importlib.metadata as metadata

    package = {
        "LIGHTGBM": "lightgbm",
        "EXACT_LIGHTGBM": "lightgbm",
        "NUMPY": "numpy",
        "DOUBLEML": "doubleml",
        "DML_RS": "dml-rs",
    }.get(PROGRAM, "scikit-learn")
    return f"{package} {metadata.version(package)}, NumPy {np.__version__}, Python {sys.version.split()[0]}"


def main():
    with open(os.path.join(FOLDER, "work.json")) as file:
        work = json.load(file)
    rows = work["rows"]
    x = np.ascontiguousarray(doubles("x.f64").reshape(work["columns"], rows).T)
    targets = [doubles(name + ".f64") for name in work["targets"]]
    folds = np.fromfile(os.path.join(FOLDER, "folds.i32"), dtype="<i4").reshape(-1, rows)
    if MODE == "agree":
        agreement(work, x, targets, folds).astype("<f8").tofile(OUTPUT)
        return
    run = {"DML_RS": rust_estimation, "DOUBLEML": estimation, "NUMPY": products}.get(PROGRAM, cross_fit)
    # Imports the libraries before the clock starts.
    if PROGRAM != "NUMPY":
        MODELS[PROGRAM, work["learner"]](work["settings"], 0)
    if PROGRAM == "DOUBLEML":
        import doubleml  # noqa: F401
    loaded = memory("VmRSS")
    cpu, wall = time.process_time(), time.perf_counter()
    predictions = run(work, x, targets, folds)
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    predictions.astype("<f8").tofile(OUTPUT)
    print(json.dumps({
        "fitCpu": cpu,
        "fitWall": wall,
        "processCpu": time.process_time(),
        "processWall": 0,
        "peakKib": memory("VmHWM"),
        "loadedKib": loaded,
        "version": version(),
    }))


main()
