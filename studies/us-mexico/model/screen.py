#!/usr/bin/env python3
"""Which judgements that are not sampled would move a headline claim: an elementary-effects screening.

    python screen.py --counterflow PATH           600 futures, a few minutes
    python screen.py --counterflow PATH --write   and put the table into fitted/screening.csv

Every constant of the model with the kind [judgement] and a range in its comment, which is neither an uncertainty nor set by a
structural alternative or a lever, is moved to each end of its range, alone, in the same sampled futures (a radial design: Morris 1991,
Campolongo et al. 2011). The effect on a claim is the change of its share among accepted futures, in points. History filters anew each
time, as it would if somebody set the constant. What moves a headline claim by more than two points belongs among the uncertainties.
"""
import argparse
import csv
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

STUDY = pathlib.Path(__file__).parent.parent
RANGE = re.compile(r"[Rr]ange (?:of )?(-?[\d.,]+) to (-?[\d.,]+)")


def number(text):
    return float(text.rstrip(".,").replace(",", ""))


def judged():
    """Names, base values and ranges of judged constants with a stated range."""
    model = (STUDY / "model" / "us-mexico.mdl").read_text(encoding="utf-8")
    for name, value, doc in re.findall(r"\n([A-Za-z][^\n=(\[]*)=\n\t([-\d.e+]+)\n\t~\t[^\n]*\n\t~\t([^\n]*)\n", model):
        found = RANGE.search(doc)
        if "[judgement]" in doc and found:
            yield name, float(value), number(found[1]), number(found[2])


def blocks(text):
    return re.split(r"(?m)^(?=\[)", text)


def headline(text):
    """The study with its headline claims alone, and only the policies that they compare: the same futures in less time."""
    kept, policies = [], {"no change"}
    for block in blocks(text):
        if block.startswith("[[claims]]") and "\nscreen = " in block:
            policies |= set(re.findall(r"@ '([^']+)'", block))
    for block in blocks(text):
        head = block.split("\n", 1)[0]
        if head == "[[claims]]" and "\nscreen = " not in block:
            continue
        if head.startswith("[policies.") and re.match(r'\[policies\."([^"]+)"', head)[1] not in policies:
            continue
        if re.match(r"\[\[?(fit|rivals|statement|charts|loops|settings|history\.compare)\b", head):
            continue
        kept.append(re.sub(r"(?m)^narrow = .*\n", "", block))
    return "".join(kept)


def shares(tool, folder, futures, change):
    command = [tool, "study", folder, "--futures", str(futures)]
    for name, value in change.items():
        command += ["--set", f"{name}={value}"]
    subprocess.run(command, check=True, capture_output=True)
    findings = json.loads((pathlib.Path(folder) / "results" / "findings.json").read_text(encoding="utf-8"))
    return {claim["id"]: 100 * claim["share"] for claim in findings["claims"]}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--counterflow", default="counterflow")
    arguments.add_argument("--futures", type=int, default=600)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    text = (STUDY / "study.toml").read_text(encoding="utf-8")
    taken = set(re.findall(r'\[uncertainties\."([^"]+)"\]', text))
    for block in blocks(text):
        if block.startswith("[alternatives.") or block.startswith("[levers."):
            taken |= set(re.findall(r'"([^"]+)" = [-\d]', block)) | set(re.findall(r'(?m)^sets = "([^"]+)"', block))
    with tempfile.TemporaryDirectory() as place:
        folder = pathlib.Path(place) / "study"
        shutil.copytree(STUDY, folder, ignore=shutil.ignore_patterns("results", "fitted"))
        (folder / "study.toml").write_text(headline(text), encoding="utf-8")
        (folder / "es.toml").unlink()
        base = shares(options.counterflow, folder, options.futures, {})
        table = []
        for name, value, low, high in judged():
            if name in taken:
                continue
            ends = [shares(options.counterflow, folder, options.futures, {name: end}) for end in (low, high)]
            moved = {c: [end[c] - base[c] for end in ends] for c in base}
            claim = max(moved, key=lambda c: max(map(abs, moved[c])))
            table.append((name, value, low, high, claim, *moved[claim]))
            print(f"{name:40} {value:10g} {low:10g} {high:10g}  {claim:14} {moved[claim][0]:+6.1f} {moved[claim][1]:+6.1f}", flush=True)
    table.sort(key=lambda row: -max(abs(row[5]), abs(row[6])))
    if options.write:
        with open(STUDY / "fitted" / "screening.csv", "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["constant", "base", "low", "high", "claim moved most", "points at low", "points at high"])
            writer.writerows([*row[:5], f"{row[5]:.1f}", f"{row[6]:.1f}"] for row in table)


if __name__ == "__main__":
    main()
