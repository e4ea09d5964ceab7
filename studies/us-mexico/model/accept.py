#!/usr/bin/env python3
"""Runs acceptance.toml in another public tool and prints each figure beside what is expected.

    pip install pysimlin numpy
    python accept.py             all tests
    python accept.py T7 T10      some
"""
import csv
import pathlib
import re
import sys
import tomllib

import numpy as np
import simlin

HERE = pathlib.Path(__file__).parent
STUDY = HERE.parent
MODEL = (HERE / "us-mexico.mdl").read_text(encoding="utf-8")


def canonical(name):
    return re.sub(r"\s+", "_", name.strip()).lower()


UNITS = {canonical(n): u for n, u in re.findall(r"\n([A-Za-z][^\n=(\[]*?)(?:\[\w+\])?=\n\t[^\n]*\n\t~\t([^\n]*)\n", MODEL)}


class Run:
    models, runs = {}, {}

    def __init__(self, constants):
        constants = dict(constants)
        self.step = float(constants.pop("TIME STEP", 1))
        if self.step not in Run.models:
            path = HERE / "accept.tmp.mdl"
            path.write_text(re.sub(r"(\nTIME STEP=\n\t)\S+", rf"\g<1>{self.step:g}", MODEL), encoding="utf-8")
            Run.models[self.step] = simlin.load(str(path))
            path.unlink()
        self.run = Run.models[self.step].simulate()
        for name, value in constants.items():
            self.run.set_value(name, float(value))
        self.run.run_to_end()
        self.year = 2012 + np.array(self.run.get_series("time")) / 52

    @staticmethod
    def of(constants):
        key = tuple(sorted(constants.items()))
        if key not in Run.runs:
            Run.runs[key] = Run(constants)
        return Run.runs[key]

    def series(self, name):
        return np.array(self.run.get_series(canonical(name)))

    def weights(self, start, end):
        width = self.year[1] - self.year[0]
        return np.clip(np.minimum(self.year + width, end) - np.maximum(self.year, start), 0, None)

    def reduce(self, name, measure):
        values = self.series(name)
        if measure["reduce"] == "at":
            return values[np.searchsorted(self.year, measure["at"] + 1e-9, side="right") - 1]
        weights = self.weights(*measure["between"])
        inside = values[weights > 1e-9]
        if measure["reduce"] in ("min", "max"):
            return getattr(inside, measure["reduce"])()
        total = float((values * weights).sum())
        weekly = UNITS.get(canonical(name), "").endswith("/week")
        return total * (52 if weekly else 1) if measure["reduce"] == "integral" else total / weights.sum()


def window(period):
    """Start and end of a year, a half-year, a month, a fiscal year or a..b, as years."""
    if ".." in period:
        first, last = period.split("..")
        return window(first)[0], window(last)[1]
    if period.startswith("FY"):
        return int(period[2:]) - 0.25, int(period[2:]) + 0.75
    if found := re.fullmatch(r"(\d{4})-H([12])", period):
        start = int(found[1]) + (int(found[2]) - 1) / 2
        return start, start + 0.5
    year, _, month = period.partition("-")
    start = int(year) + (int(month) - 1) / 12 if month else int(year)
    return start, start + (1 / 12 if month else 1)


def observed(name, between):
    for file in sorted((STUDY / "data").glob("*.csv")):
        with open(file, newline="", encoding="utf-8") as lines:
            rows = [r for r in csv.DictReader(lines) if r["series"] == name]
        found = [(window(r["period"]), float(r["value"])) for r in rows]
        found = [(w, v) for w, v in found if between[0] - 1e-6 <= w[0] and w[1] <= between[1] + 1e-6]
        if found:
            return sorted(found)
    sys.exit(f"no series {name}")


def score(run, measure):
    record = observed(measure["series"], measure["between"])
    seen = np.array([v for _, v in record])
    said = np.array([run.reduce(measure["variable"], {"reduce": "mean", "between": w}) for w, _ in record])
    errors = said / seen - 1
    return {
        "worst": lambda: np.abs(errors).max(),
        "mean": lambda: np.abs(errors).mean(),
        "fit": lambda: 1 - ((said - seen) ** 2).sum() / ((seen - seen.mean()) ** 2).sum(),
        "turns": lambda: np.corrcoef(np.diff(said), np.diff(seen))[0, 1] ** 2,
    }[measure["score"]]()


def value(constants, measure):
    run = Run.of(constants)
    if "series" in measure:
        return score(run, measure)
    found = run.reduce(measure["variable"], measure)
    if over := measure.get("over"):
        below = {"variable": measure["variable"], "reduce": measure["reduce"], **over}
        found /= run.reduce(below["variable"], below)
    return found


def measured(test, measure, settings):
    own = {**settings.get(test.get("setting"), {}).get("set", {}), **test.get("set", {})}
    found = value({**own, **measure.get("set", {})}, measure)
    if "against" in measure:
        other = value({**own, **measure["against"]}, measure)
        found = found - other if measure.get("compare") == "difference" else found / other - 1
    return float(found)


def main():
    settings = tomllib.loads((STUDY / "study.toml").read_text(encoding="utf-8"))["settings"]
    tests = tomllib.loads((STUDY / "acceptance.toml").read_text(encoding="utf-8"))["tests"]
    for test in tests:
        if sys.argv[1:] and test["id"] not in sys.argv[1:]:
            continue
        lines, met = [], []
        for measure in test.get("measures", []):
            found = measured(test, measure, settings)
            low, high = measure.get("low", -np.inf), measure.get("high", np.inf)
            asked = "low" in measure or "high" in measure
            met.append(low <= found <= high)
            mark = ("ok  " if met[-1] else "MISS") if asked else "    "
            lines.append(f"  {mark} {measure['label']}: {found:.6g}" + (f"   expected {low:g} to {high:g}" if asked else ""))
        lines += [f"       {band['label']}: needs the ensemble" for band in test.get("bands", [])]
        verdict = "met" if all(met) else "missed"
        as_said = verdict == test.get("expect", "met")
        print(f"{test['id']}  {test['title']}: {verdict}{'' if as_said else '  (NOT AS SAID)'}")
        print("\n".join(lines))


if __name__ == "__main__":
    main()
