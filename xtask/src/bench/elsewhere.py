"""Times a model in pysimlin or PySD: seconds of processor time a run on standard output, the last values as CSV in a file.

    elsewhere.py simlin|pysd MODEL RUNS OUT.csv

Reading the model, and what the tool makes of it before the first run, is not counted.
"""
import csv
import pathlib
import re
import shutil
import sys
import tempfile
import time


def bare(name):
    return re.sub(r"[\s_]+", "_", name.strip().strip('"')).lower()


def simlin(model, runs):
    import simlin as tool

    run = tool.load(model).simulate()
    run.run_to_end()
    begun = time.process_time()
    for _ in range(runs):
        run.reset()
        run.run_to_end()
    seconds = time.process_time() - begun
    names = [name for name in run.get_var_names() if name != "time"]
    return seconds / runs, {name: run.get_series(name)[-1] for name in names}


def pysd(model, runs):
    import warnings

    import pysd as tool

    warnings.simplefilter("ignore")
    folder = pathlib.Path(tempfile.mkdtemp())
    copy = shutil.copy(model, folder / "model.mdl")
    loaded = tool.read_vensim(str(copy))
    seconds = []
    for _ in range(runs):
        begun = time.process_time()
        frame = loaded.run()
        seconds.append(time.process_time() - begun)
    last = frame.iloc[-1]
    shutil.rmtree(folder)
    numbers = {}
    for name, value in last.items():
        try:
            numbers[name] = float(value)
        except (TypeError, ValueError):
            continue
    return sorted(seconds)[len(seconds) // 2], numbers


if __name__ == "__main__":
    tool, model, runs, out = sys.argv[1:]
    seconds, last = {"simlin": simlin, "pysd": pysd}[tool](model, int(runs))
    with open(out, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([bare(name) for name in last])
        writer.writerow([repr(float(value)) for value in last.values()])
    print(seconds)
