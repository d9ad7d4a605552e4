"""Tests of dml.py against the command itself: DML=/path/to/dml python -m unittest test_dml"""

import os
import tempfile
import unittest

import pandas

import dml

WAGES = os.path.join(os.path.dirname(__file__), "..", "..", "examples", "wages.csv")
FEW = {"learner": "linear", "folds": 2, "repetitions": 2}


class EstimateTest(unittest.TestCase):

    def setUp(self):
        self.frame = pandas.read_csv(WAGES)

    def test_a_frame_gives_the_digits_of_its_file(self):
        result = dml.estimate(self.frame, "plr", "wage", "training", covariates=["age", "education"], **FEW)
        text, _ = dml._run([os.environ.get("DML", "dml"), "plr", WAGES, "-y", "wage", "-d", "training", "-x", "age,education",
                            "--learner", "linear", "--folds", "2", "--repetitions", "2", "--format", "csv", "--quiet"])
        self.assertIn(repr(result.coefficient), text)

    def test_results_are_frames_with_the_columns_of_broom(self):
        result = dml.estimate(self.frame, "apo", "wage", "region", covariates=["age"],
                              settings={"reference": "north"}, **FEW)
        tidy = result.tidy()
        self.assertEqual(list(tidy["term"]), [
            "region = north", "region = south", "region = west", "region: south - north",
            "region: west - north"])
        self.assertEqual(tidy["std.error"].gt(0).all(), True)
        self.assertEqual(result.glance()["nobs"].item(), len(self.frame))

    def test_learners_may_differ_by_nuisance(self):
        result = dml.estimate(self.frame, "irm", "wage", "training", covariates=["age"],
                              learner={"ml_g": "lasso", "ml_m": "logistic"}, folds=2, repetitions=1)
        self.assertEqual({each["learner"] for each in result.json["nuisances"]}, {"lasso", "logistic-regression"})

    def test_wrong_input_raises_the_sentences_of_the_command(self):
        with self.assertRaises(dml.DmlError) as raised:
            dml.estimate(self.frame, "plr", "wages", "training", **FEW)
        self.assertEqual(raised.exception.code, 2)
        self.assertTrue(raised.exception.sentences[0].startswith("data.outcome: no column is named wages; did you mean wage?"))

    def test_a_result_becomes_a_page(self):
        result = dml.estimate(self.frame, "plr", "wage", "training", covariates=["age"], **FEW)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "page.html")
            result.report(path)
            with open(path, encoding="utf-8") as page:
                self.assertTrue(page.read().startswith("<!DOCTYPE html>"))


if __name__ == "__main__":
    unittest.main()
