"""Double machine learning from Python: a data frame goes to the command dml, and its result comes back.

    import dml
    result = dml.estimate(frame, "plr", "wage", "training", covariates=["age", "education"])
    result.tidy()      # a data frame: term, estimate, std.error, statistic, p.value, conf.low, conf.high
    result.report("wages.html")

Needs pandas and the command dml, on the PATH, in the variable DML, or as `command`.
"""

import json
import os
import subprocess
import tempfile

import pandas

_OPTIONS = {"instruments": "-z", "covariates": "-x", "cluster": "--cluster"}


class DmlError(Exception):
    """What the command said about input that was wrong (code 2) or an estimation that failed (code 1)."""

    def __init__(self, code, sentences):
        super().__init__("\n".join(sentences))
        self.code = code
        self.sentences = sentences


class Result:
    """A result: the whole of it as plain values in `json`, and what was said on the way in `notes`."""

    def __init__(self, text, notes, command):
        self.text = text
        self.json = json.loads(text)
        self.notes = notes
        self._command = command

    @property
    def coefficient(self):
        return self.json["estimates"][0]["coefficient"]

    @property
    def standard_error(self):
        return self.json["estimates"][0]["standard_error"]

    def tidy(self):
        """A row for each estimate, contrast and group, with the columns of R's broom."""
        rows = []
        for kind, key in (("estimate", "estimates"), ("contrast", "contrasts"), ("group", "groups")):
            for each in self.json.get(key, []):
                interval = each["confidence_interval"]
                rows.append({
                    "term": _term(each), "estimate": each["coefficient"], "std.error": each["standard_error"],
                    "statistic": each["t"], "p.value": each["p"], "conf.low": interval["lower"],
                    "conf.high": interval["upper"], "type": kind})
        return pandas.DataFrame(rows)

    def glance(self):
        """A row about the whole."""
        keys = ("model", "score", "observations", "folds", "repetitions", "aggregation", "seed")
        row = {"nobs" if key == "observations" else key: self.json[key] for key in keys}
        row.update({"r2." + each["name"]: each["r2"] for each in self.json["nuisances"]})
        return pandas.DataFrame([row])

    def save(self, path):
        """Writes the result as JSON, from which dml report, dml table and dml reproduce go on."""
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.text)

    def report(self, path):
        """Writes a page for a browser."""
        with tempfile.TemporaryDirectory() as folder:
            result = os.path.join(folder, "result.json")
            self.save(result)
            _run([self._command, "report", result, "--output", os.path.abspath(path)])

    def __repr__(self):
        return self.tidy().to_string(index=False)


def _term(estimate):
    if "of" in estimate:
        of, against = estimate["of"], estimate["against"]
        return f"{of['treatment']}: {_plain(of['level'])} - {_plain(against['level'])}"
    return _name(estimate["parameter"]) + (": " + estimate["group"] if "group" in estimate else "")


def _name(parameter):
    name = str(parameter.get("treatment", ""))
    others = [f"{key.replace('_', ' ')} {_plain(value)}" for key, value in parameter.items() if key not in ("treatment", "level")]
    if "level" in parameter:
        name += f" = {_plain(parameter['level'])}"
    return ", ".join(part for part in [name, *others] if part)


def _plain(value):
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _run(line):
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    notes = [text[5:] if text.startswith("dml: ") else text for text in done.stderr.splitlines()]
    if done.returncode != 0:
        raise DmlError(done.returncode, notes)
    return done.stdout, notes


def estimate(frame, model, outcome, treatment, command=None, settings=None, learner=None, **columns):
    """Estimates, as `dml MODEL` does.

    frame: a data frame. treatment, and covariates, instruments, cluster: a column or a list of columns.
    learner: a name, or a dictionary by nuisance. weights, unit, time, cohort, selected, score, folds, repetitions, seed:
    as for the command. settings: whatever else a spec can say, by path, such as {"joint.draws": 1000}.
    """
    command = command or os.environ.get("DML", "dml")
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, "data.csv")
        frame.to_csv(data, index=False)
        line = [command, model, data, "-y", outcome, "--format", "json", "--quiet", "-d", _list(treatment)]
        for name, value in columns.items():
            if value is not None:
                line += [_OPTIONS.get(name, "--" + name), _list(value)]
        for slot, name in (learner if isinstance(learner, dict) else {"": learner} if learner else {}).items():
            line += ["--learner", f"{slot}={name}" if slot else name]
        for path, value in (settings or {}).items():
            line += ["--set", f"{path}={json.dumps(value)}"]
        text, notes = _run(line)
    return Result(text, notes, command)


def _list(value):
    return value if isinstance(value, str) else str(value) if not isinstance(value, (list, tuple)) else ",".join(value)
