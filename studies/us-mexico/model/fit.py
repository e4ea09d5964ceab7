#!/usr/bin/env python3
"""How the base numbers of us-mexico.mdl were fitted. Run again after any change of the model's past.

    pip install pysimlin numpy
    python fit.py            print what the fit gives
    python fit.py --write    and put it into us-mexico.mdl

1. `recruitment rate` and `lethality scale`: Newton steps until the base run has the published 173,800 members and
   124 deaths of members a week at the start of 2022 (week 520).
2. `desired ratio`: secant steps until the base run under full replacement has the same members.
3. `reference deaths table`: deaths of members a year of the base run at mid-year, 2012 to 2022.
4. `observed homicides table`: mid-year points whose yearly means are the final counts of the statistics institute.
Nothing after 2022 is used.
"""
import csv
import pathlib
import re
import sys

import numpy as np
import simlin

HERE = pathlib.Path(__file__).parent
MODEL = HERE / "us-mexico.mdl"
DATA = HERE.parent / "data" / "mexico_violence.csv"
MEMBERS_2022, DEATHS_2022, WEEK_2022 = 173_800.0, 124.0, 520
YEARS = range(2012, 2023)


def simulate(model, constants):
    """One run with some constants set."""
    run = model.simulate()
    for name, value in constants.items():
        run.set_value(name, value)
    run.run_to_end()
    return run


def at_2022(model, constants):
    run = simulate(model, constants)
    return np.array([run.get_series(name)[WEEK_2022] for name in ("total_members", "deaths_per_week")])


def solve(function, start, target):
    """Newton with differences, for as many targets as unknowns."""
    x = np.array(start, float)
    for _ in range(30):
        miss = function(x) - target
        if np.all(np.abs(miss) < 1e-6 * np.abs(target)):
            return x
        slope = np.empty((len(x), len(x)))
        for i in range(len(x)):
            step = np.zeros(len(x))
            step[i] = 1e-4 * x[i]
            slope[:, i] = (function(x + step) - target - miss) / step[i]
        x = x - np.linalg.solve(slope, miss)
    sys.exit("the fit did not converge")


def yearly_counts():
    with open(DATA, newline="") as lines:
        rows = [r for r in csv.DictReader(lines) if r["series"] == "mx_homicides_inegi"]
    counts = {r["period"]: float(r["value"]) for r in rows}
    return np.array([counts[str(year)] for year in YEARS])


def knots(counts):
    """Mid-year points of a piecewise linear curve, flat at both ends, whose yearly means are `counts`."""
    middle = np.array([year + 0.5 for year in YEARS])
    weeks = np.array([[year + week / 52 for week in range(52)] for year in YEARS])
    means = np.array([[np.interp(w, middle, unit).mean() for unit in np.eye(len(middle))] for w in weeks])
    return np.linalg.solve(means, counts)


def table(first, points, top):
    pairs = [(2012, first)] + [(y + 0.5, v) for y, v in zip(YEARS, points)] + [(2036, points[-1])]
    return f"[(2012,0)-(2036,{top})]," + ",".join(f"({y:g},{v:.6g})" for y, v in pairs) + ")"


def replace(text, pattern, value):
    text, count = re.subn(pattern, lambda m: m.group(1) + value, text)
    assert count == 1, pattern
    return text


def main():
    model = simlin.load(str(MODEL))
    names = ("recruitment rate", "lethality scale")
    goal = np.array([MEMBERS_2022, DEATHS_2022])
    rate, scale = solve(lambda x: at_2022(model, dict(zip(names, x))), (0.00224, 0.81), goal)
    base = dict(zip(names, (float(f"{rate:.6g}"), float(f"{scale:.6g}"))))
    full = dict(base, **{"replacement weight": 1})
    ratio = solve(lambda x: at_2022(model, dict(full, **{"desired ratio": x[0]}))[:1], (2.07,), goal[:1])[0]
    deaths = simulate(model, base).get_series("deaths_per_week") * 52
    first, deaths = deaths[0], np.array([deaths[int((y + 0.5 - 2012) * 52)] for y in YEARS])
    observed = knots(yearly_counts())
    print(base, f"desired ratio {ratio:.6g}")
    print("reference deaths", np.round(deaths).astype(int))
    print("observed homicides", np.round(observed).astype(int))
    if "--write" in sys.argv[1:]:
        text = MODEL.read_text()
        text = replace(text, r"(\nrecruitment rate=\n\t)\S+", f"{rate:.6g}")
        text = replace(text, r"(\nlethality scale=\n\t)\S+", f"{scale:.6g}")
        text = replace(text, r"(\ndesired ratio=\n\t)\S+", f"{ratio:.6g}")
        text = replace(text, r"(\nreference deaths table\(\n\t)\S+", table(first, deaths, 20000))
        text = replace(text, r"(\nobserved homicides table\(\n\t)\S+", table(observed[0], observed, 50000))
        MODEL.write_text(text)


if __name__ == "__main__":
    main()
