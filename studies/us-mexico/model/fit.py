#!/usr/bin/env python3
"""How the base numbers of us-mexico.mdl were fitted. Run again after any change of the model's past.

    pip install pysimlin numpy scipy
    python fit.py            print what the fit gives
    python fit.py --write    and put it into us-mexico.mdl

Blocks, in this order, the first three of them three times since they lean on each other:
1. US deaths: `opioid deaths in 2012`, `fentanyl multiple`, `contact power`, `pandemic risk` to the yearly opioid deaths
   2012–2020 and 2022, squared differences of logarithms, equal weights, bounds below.
2. Groups: `recruitment rate` and `lethality scale`, until the base run has the published 173,800 members and 124 deaths of
   members a week at the start of 2022; the tables of the conflict climate, 2012–2022; nothing after 2022.
3. Residual inputs: detection at the border to the fiscal years 2019–2024; other migration to the fiscal years 2012–2023 and
   to months or quarters to April 2026. As many unknowns as points: their fit is no evidence.
4. Numbers that an alternative needs to share the past of the base: `desired ratio` (free places), `reference members` (constant flow), `recruitment share scale`
   (assumed shares), the depths of each explanation of the fall of seizures (to seizures and synthetic deaths of 2023 to April 2026),
   what the fall of deaths needs. They stand in study.toml.
5. The setting `source`: the US half with the scale and trends of the SOURCE model [S103], to its baseline 2012–2032.
"""
import csv
import pathlib
import re
import sys

import numpy as np
import simlin
from scipy.optimize import brentq, least_squares

HERE = pathlib.Path(__file__).parent
MODEL = HERE / "us-mexico.mdl"
DATA = HERE.parent / "data"
MEMBERS_2022, DEATHS_2022, WEEK_2022 = 173_800.0, 124.0, 520
YEARS = range(2012, 2023)
DEATH_YEARS = [*range(2012, 2021), 2022]
US = {
    "opioid deaths in 2012": (15_000, 30_000),
    "fentanyl multiple": (2, 12),
    "contact power": (0.3, 1.5),
    "pandemic risk": (0, 1),
}
LATE = [  # windows of other migration after fiscal year 2023: first month, last month, middle
    ("2023-10", "2023-11", 2023.83), ("2023-12", "2023-12", 2023.96), ("2024-01", "2024-03", 2024.12),
    ("2024-04", "2024-05", 2024.33), ("2024-06", "2024-06", 2024.46), ("2024-07", "2024-09", 2024.62),
    ("2024-10", "2024-12", 2024.88), ("2025-01", "2025-01", 2025.04), ("2025-02", "2025-04", 2025.21),
    ("2025-05", "2025-07", 2025.46), ("2025-08", "2025-09", 2025.67), ("2025-10", "2025-12", 2025.88),
    ("2026-01", "2026-02", 2026.08), ("2026-03", "2026-04", 2026.25),
]
RECENT = {  # block 4: what tells the explanations of the fall of seizures apart, with the deviation allowed to each (judgement)
    "synthetic deaths per year": ("us_overdose.csv", "us_od_synthetic_12m", 0.07, {
        "2023-01..2023-12": (2023, 2024), "2023-07..2024-06": (2023.5, 2024.5), "2024-01..2024-12": (2024, 2025),
        "2024-07..2025-06": (2024.5, 2025.5), "2025-01..2025-12": (2025, 2026), "2025-02..2026-01": (2025 + 1 / 12, 2026 + 1 / 12)}),
}
SEIZED_LATELY = [f"2025-{m}" for m in (10, 11, 12)] + [f"2026-{m:02}" for m in range(1, 5)]
EXPLANATIONS = {  # what each choice of `why seizures fell` leaves free, and within which bounds
    "supply and mode": {"shock depth": (0, 0.7), "shock ramp": (0.25, 2.5), "mode shift": (0, 0.8)},
    "supply and detection": {"shock depth": (0, 0.7), "shock ramp": (0.25, 2.5), "detection loss": (0, 0.8)},
    "supply alone": {"shock depth": (0, 0.7), "shock ramp": (0.25, 2.5)},
    "detection alone": {"detection loss": (0, 0.8)},
    "demand": {"demand fall": (0, 0.7), "demand fall ramp": (0.5, 3)},
}


def rows(file, series):
    with open(DATA / file, newline="", encoding="utf-8") as lines:
        return {r["period"]: float(r["value"]) for r in csv.DictReader(lines) if r["series"] == series}


class Run:
    """One run with some constants set."""

    def __init__(self, model, constants):
        self.run = model.simulate()
        for name, value in constants.items():
            self.run.set_value(name, float(value))
        self.run.run_to_end()

    def series(self, name):
        return np.array(self.run.get_series(name.lower().replace(" ", "_")))

    def mean(self, name, start, end):
        """The mean between two dates, each week weighted by how much of it lies between them."""
        weeks = np.arange(1197)
        first, last = (start - 2012) * 52, (end - 2012) * 52
        weight = np.clip(np.minimum(weeks + 1, last) - np.maximum(weeks, first), 0, 1)
        return float((self.series(name) * weight).sum() / weight.sum())

    def at(self, name, week):
        return float(self.series(name)[week])


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


def observed_deaths():
    adjusted, counted = rows("us_overdose.csv", "us_opioid_od_nvss_adj"), rows("us_overdose.csv", "us_od_opioid")
    return np.array([adjusted.get(str(y), counted.get(str(y), np.nan)) for y in DEATH_YEARS])


def death_errors(model, constants):
    run = Run(model, constants)
    return np.log([run.mean("opioid deaths per year", y, y + 1) for y in DEATH_YEARS]) - np.log(observed_deaths())


def fit_deaths(model, held=None):
    """Block 1, with some constants held at another value than the base."""
    held, names = held or {}, list(US)
    low, high = np.array([US[n] for n in names]).T
    found = least_squares(
        lambda x: death_errors(model, {**held, **dict(zip(names, x))}),
        [23_500, 6.2, 0.68, 0.4], bounds=(low, high), x_scale=high - low, diff_step=1e-4,
    )
    return dict(zip(names, map(float, found.x))), found.fun


def groups(model, held=None, start=(0.0021, 0.95), names=("recruitment rate", "lethality scale")):
    held = held or {}

    def reached(x):
        run = Run(model, {**held, **dict(zip(names, x))})
        return np.array([run.at("Total members", WEEK_2022), run.at("deaths per week", WEEK_2022)])

    return dict(zip(names, map(float, solve(reached, start, np.array([MEMBERS_2022, DEATHS_2022])))))


def knots(counts):
    """Mid-year points of a piecewise linear curve, flat at both ends, whose yearly means are `counts`."""
    middle = np.array([year + 0.5 for year in YEARS])
    weeks = np.array([[year + week / 52 for week in range(52)] for year in YEARS])
    means = np.array([[np.interp(w, middle, unit).mean() for unit in np.eye(len(middle))] for w in weeks])
    return np.linalg.solve(means, counts)


def text_table(pairs, top):
    return f"[(2012,0)-(2036,{top:g})]," + ",".join(f"({x:g},{y:.6g})" for x, y in pairs) + ")"


def edit(text, head, value):
    text, count = re.subn(r"(\n" + re.escape(head) + r"\n\t)[^\n]*", lambda m: m.group(1) + value, text)
    assert count == 1, head
    return text


def load(text):
    path = MODEL.with_suffix(".fit.mdl")
    path.write_text(text, encoding="utf-8")
    try:
        return simlin.load(str(path))
    finally:
        path.unlink()


def fiscal(year):
    return year - 0.25, year + 0.75


def read_table(text, head):
    body = re.search(r"\n" + re.escape(head) + r"\n\t([^\n]*)", text).group(1)
    return [(float(a), float(b)) for a, b in re.findall(r"\(([-\d.e+]+),([-\d.e+]+)\)", body)[2:]]


def month_window(first, last):
    (y, m), (v, n) = (map(int, t.split("-")) for t in (first, last))
    return y + (m - 1) / 12, v + n / 12


def detection(text, rounds=30):
    """Knots in the middle of fiscal years; the first holds before, the last after."""
    seized = rows("fentanyl_supply.csv", "cbp_fentanyl_seized_fy")
    years = range(2019, 2025)
    level = np.interp([y + 0.25 for y in years], *zip(*read_table(text, "detection table(")))
    for _ in range(rounds):
        pairs = [(2012, level[0])] + [(y + 0.25, d) for y, d in zip(years, level)] + [(2036, level[-1])]
        text = edit(text, "detection table(", text_table(pairs, 3))
        run = Run(load(text), {})
        ratios = np.array([seized[f"FY{y}"] / run.mean("seizures per year", *fiscal(y)) for y in years])
        level = level * ratios**0.8
    return text, np.abs(ratios - 1).max()


def migration(text, rounds=20):
    yearly, monthly = rows("border.csv", "usbp_sw_encounters_fy"), rows("border.csv", "usbp_sw_encounters_month")
    windows = [(*fiscal(y), y + 0.25, yearly[f"FY{y}"]) for y in range(2013, 2024)]
    windows.insert(0, (2012, 2012.75, 2012.25, yearly["FY2012"]))
    for first, last, middle in LATE:
        months = [m for m in monthly if first <= m <= last]
        windows.append((*month_window(first, last), middle, 12 * sum(monthly[m] for m in months) / len(months)))
    push = np.array([np.interp(w[2], *zip(*read_table(text, "other migration table("))) for w in windows])
    for _ in range(rounds):
        pairs = [(2012, push[0])] + [(w[2], p) for w, p in zip(windows, push)] + [(2036, push[-1])]
        text = edit(text, "other migration table(", text_table(pairs, 200_000))
        run = Run(load(text), {})
        got = np.array([run.mean("encounters per year", a, b) for a, b, *_ in windows])
        own = np.array([52 * 0.77 * run.mean("Mexican flow", a, b) for a, b, *_ in windows])
        wanted = np.array([w[3] for w in windows])
        push = push * np.maximum(0.05, (wanted - own) / (got - own)) ** 0.8
    return text, dict(zip([w[2] for w in windows], np.round(got / wanted - 1, 3)))


def climate(text):
    deaths = Run(load(text), {}).series("member deaths per year")
    points = [deaths[int((y + 0.5 - 2012) * 52)] for y in YEARS]
    counts = rows("mexico_violence.csv", "mx_homicides_inegi")
    observed = knots(np.array([counts[str(y)] for y in YEARS]))
    for head, first, values, top in (
        ("reference deaths table(", deaths[0], points, 20_000),
        ("observed homicides table(", observed[0], observed, 50_000),
    ):
        pairs = [(2012, first)] + [(y + 0.5, v) for y, v in zip(YEARS, values)] + [(2036, values[-1])]
        text = edit(text, head, text_table(pairs, top))
    run = Run(load(text), {})
    return edit(text, "mean climate=", f"{run.mean('conflict climate', 2012, 2023):.6g}")


def base(text):
    for turn in range(3):
        found, errors = fit_deaths(load(text))
        found |= groups(load(text), start=(0.0021, 0.95))
        for name, value in found.items():
            text = edit(text, name + "=", f"{value:.6g}")
        text = climate(text)
        text, worst = detection(text)
        text, misses = migration(text)
    print(found)
    print("errors of US deaths, %", dict(zip(DEATH_YEARS, np.round(100 * (np.exp(errors) - 1), 1))))
    print("detection: largest miss", worst)
    print("migration misses", misses)
    return text


def explain(model, label, free):
    """Depths of one explanation of the fall of seizures, and the detection that meets fiscal year 2024."""
    yearly, monthly = rows("fentanyl_supply.csv", "cbp_fentanyl_seized_fy"), rows("fentanyl_supply.csv", "cbp_fentanyl_seized_month")
    names = [*free, "detection scale 2024"]
    low, high = np.array([*free.values(), (0.3, 3)]).T
    none = {"shock depth": 0, "mode shift": 0, "detection loss": 0, "demand fall": 0}
    lately = 12 * sum(monthly[m] for m in SEIZED_LATELY) / len(SEIZED_LATELY)
    weights = [(2023.75, 2024.75, yearly["FY2024"], 0.02), (2024.75, 2025.75, yearly["FY2025"], 0.1), (2025.75, 2026 + 1 / 3, lately, 0.1)]

    def errors(x):
        run = Run(model, {**none, **dict(zip(names, x))})
        found = [np.log(run.mean("seizures per year", a, b) / seen) / deviation for a, b, seen, deviation in weights]
        for variable, (file, series, deviation, windows) in RECENT.items():
            seen = rows(file, series)
            found += [np.log(run.mean(variable, *w) / seen[period]) / deviation for period, w in windows.items()]
        return np.array(found)

    fitted = least_squares(errors, [*(low[:-1] + high[:-1]) / 2, 1.0], bounds=(low, high), x_scale=high - low, diff_step=1e-3)
    held = {name: float(f"{v:.5g}") for name, v in zip(names, fitted.x)}
    print("seizures", label, held, "sum of squares", round(float((fitted.fun**2).sum()), 1), "errors in deviations", np.round(fitted.fun, 1))


def alternatives(text):
    """Block 4."""
    model = load(text)
    free = {"replacement weight": 0.8}
    members = lambda ratio: Run(model, {**free, "desired ratio": ratio}).at("Total members", WEEK_2022) - MEMBERS_2022
    ratio = brentq(members, 1, 4, xtol=1e-6)
    text = edit(text, "desired ratio=", f"{ratio:.6g}")
    model = load(text)
    flow = {"recruitment size exponent": 0}
    members = lambda x: Run(model, {**flow, "reference members": x}).at("Total members", WEEK_2022) - MEMBERS_2022
    reference = brentq(members, 1e5, 3e5, xtol=1)
    text = edit(text, "reference members=", f"{reference:.6g}")
    model = load(text)
    print("desired ratio", ratio, "reference members", reference)
    for label, share, arrests in (("low", 0.5, 0.4), ("high", 2.0, 2.0)):
        held = {"deaths share scale": share, "arrests share scale": arrests}
        scale = brentq(
            lambda x: Run(model, {**held, "recruitment share scale": x}).at("Total members", WEEK_2022) - MEMBERS_2022,
            0.3, 4, xtol=1e-6)
        print("shares", label, held, "recruitment share scale", round(scale, 5))
    for label, free in EXPLANATIONS.items():
        explain(model, label, free)
    for label, held in {
        "potency": {"potency effect on deaths": 0.89},
        "services": {"potency effect on deaths": 0.2, "kits in 2024": 6e6, "treatment in 2024": 0.32},
        "depletion": {"depletion gain": 12, "potency effect on deaths": 0.2},
        "end of the pandemic": {"potency effect on deaths": 0.2, "pandemic end": 2023.0, "pandemic fade": 1.0},
    }.items():
        found, errors = fit_deaths(model, held)
        run = Run(model, {**held, **found})
        print("deaths", label, held, {k: float(f"{v:.5g}") for k, v in found.items()},
              "largest error %", round(100 * np.abs(errors).max(), 1), "2023, 2024, to August 2025",
              [round(run.mean("opioid deaths per year", *w)) for w in ((2023, 2024), (2024, 2025), (2024.667, 2025.667))])
    return text


SOURCE = {  # what the SOURCE model doesn't have, and its own scale
    "shock depth": 0, "mode shift": 0, "pandemic risk": 0, "potency effect on deaths": 0, "initial OUD": 3.94e6,
    "kits in 2024": 3.4e6, "treatment in 2024": 0.25, "fear": 0.2,
}
SOURCE_FREE = {
    "opioid deaths in 2012": (15_000, 30_000), "fentanyl multiple": (2, 12), "contact power": (0.3, 1.5),
    "base initiation": (0.0002, 0.0013), "relapse rate": (0.1, 0.6), "initiation in 2025": (0.05, 0.65),
    "initiation in 2032": (0.02, 0.65),
}


def source(model):
    """Block 5: the US half with the scale and trends of the SOURCE model, to its own baseline 2012–2032."""
    years = range(2012, 2033)
    deaths, disorder = (rows("source_model.csv", s) for s in ("source_x8_opioid_od", "source_x8_oud"))
    names = list(SOURCE_FREE)
    low, high = np.array([SOURCE_FREE[n] for n in names]).T

    def errors(x):
        run = Run(model, {**SOURCE, **dict(zip(names, x))})
        d = [np.log(run.mean("opioid deaths per year", y, y + 1) / deaths[str(y)]) for y in years]
        o = [np.log(run.mean("Total OUD", y, y + 1) / disorder[str(y)]) for y in years]
        return np.array(d + o)

    start = [23_500, 6, 0.6, 0.0006, 0.2, 0.3, 0.1]
    found = least_squares(errors, start, bounds=(low, high), x_scale=high - low, diff_step=1e-4)
    print("SOURCE", SOURCE | {n: float(f"{v:.5g}") for n, v in zip(names, found.x)})
    for label, part in (("deaths", found.fun[: len(years)]), ("disorder", found.fun[len(years):])):
        print("  errors of", label, "%", np.round(100 * (np.exp(part) - 1), 1).tolist())


def main():
    text = alternatives(base(MODEL.read_text(encoding="utf-8")))
    source(load(text))
    if "--write" in sys.argv[1:]:
        MODEL.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
