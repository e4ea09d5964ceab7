#!/usr/bin/env python3
"""Runs us-mexico.mdl in another public tool and writes what it gives, for `counterflow compare`.

    pip install pysimlin            (the default tool)
    pip install pysd                (the other one; slow)
    python check_elsewhere.py -o elsewhere.csv
    python check_elsewhere.py --tool pysd -o elsewhere.csv
    python check_elsewhere.py --set "arrests multiplier=2" --set "policy start=520" -o doubled.csv
    counterflow run us-mexico.mdl -o ours.csv && counterflow compare ours.csv elsewhere.csv

The CSV has one row a saved week, Time first, then every variable under its name in the model, elements as
`Members[Largest]`. Macros, lookups without an argument and internal names of the tool are left out.
"""
import argparse
import csv
import pathlib
import re
import shutil
import sys
import tempfile

MODEL = pathlib.Path(__file__).parent / "us-mexico.mdl"


def canonical(name):
    """A name as tools compare it: case and the kind of blank don't matter."""
    return re.sub(r"[\s_]+", "_", name.strip().strip('"')).lower()


def model_names(text):
    """Canonical name to spelling, for the variables that a run has values of, and for the elements."""
    head = re.compile(r"^([A-Za-z][^\n=\[(:~|]*?)(\[[^\]]*\])?=$", re.MULTILINE)
    names = {canonical(m.group(1)): m.group(1) for m in head.finditer(text)}
    elements = re.search(r"^Tier:\s*(.+)$", text, re.MULTILINE).group(1)
    return names, {canonical(e): e.strip() for e in elements.split(",")}


def spelled(name, names, elements):
    """The model's spelling of a tool's column, or None for what isn't a variable of the model."""
    bare, _, inside = name.partition("[")
    if canonical(bare) not in names:
        return None
    spelling = names[canonical(bare)]
    if not inside:
        return spelling
    return f"{spelling}[{','.join(elements[canonical(e)] for e in inside.rstrip(']').split(','))}]"


def run_simlin(model, changes):
    import simlin

    run = simlin.load(str(model)).simulate()
    for name, value in changes.items():
        run.set_value(name, value)
    run.run_to_end()
    columns = {name: list(run.get_series(name)) for name in run.get_var_names()}
    return columns.pop("time"), columns


def run_pysd(model, changes):
    import pysd

    with tempfile.TemporaryDirectory() as folder:  # it writes its own code beside the model
        frame = pysd.read_vensim(shutil.copy(model, folder)).run(params=changes)
    return list(frame.index), {name: list(frame[name]) for name in frame.columns}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--tool", choices=("simlin", "pysd"), default="simlin")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="change a constant")
    parser.add_argument("-o", "--output", default="-", help="CSV to write; - is standard output")
    parser.add_argument("model", nargs="?", type=pathlib.Path, default=MODEL)
    options = parser.parse_args()
    changes = {name.strip(): float(value) for name, _, value in (s.partition("=") for s in options.set)}
    run = run_simlin if options.tool == "simlin" else run_pysd
    time, found = run(options.model, changes)
    names, elements = model_names(options.model.read_text(encoding="utf-8"))
    columns = {spelled(name, names, elements): values for name, values in found.items()}
    columns.pop(None, None)
    columns = {name: values for name, values in sorted(columns.items()) if name.lower() != "time"}
    with sys.stdout if options.output == "-" else open(options.output, "w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["Time", *columns])
        rows.writerows([t, *(column[i] for column in columns.values())] for i, t in enumerate(time))


if __name__ == "__main__":
    main()
