"""The Parquet of a study's results against its CSV tables, in DuckDB, Polars and pandas: columns.py RESULTS."""

import sys

import duckdb
import pandas
import polars
import pyarrow.dataset

results = sys.argv[1]
kept = f"{results}/parquet"
expected = pandas.read_csv(f"{results}/outcomes.csv").sort_values("experiment").reset_index(drop=True)
expected["accepted"] = expected["accepted"] == 1
expected = expected.drop(columns="status")


def same(reader, found):
    found = found[expected.columns].sort_values("experiment").reset_index(drop=True)
    pandas.testing.assert_frame_equal(found, expected, check_dtype=False, check_exact=True, check_column_type=False)
    print(f"{reader}: {len(found)} experiments as in outcomes.csv")


same("DuckDB", duckdb.sql(f"FROM '{kept}/outcomes/*/*.parquet'").df())
same("pandas", pandas.read_parquet(f"{kept}/outcomes").astype({"policy": str}))
frame = polars.read_parquet(f"{kept}/outcomes/", hive_partitioning=True)
same("Polars", pandas.DataFrame(frame.to_dict(as_series=False)))

futures = pandas.read_parquet(f"{kept}/futures")
inputs = pandas.read_csv(f"{results}/experiments.csv").drop_duplicates("future")
for name in inputs.columns.drop(["experiment", "future", "policy"]):
    assert list(futures[name]) == list(inputs[name]), name
units = pyarrow.dataset.dataset(f"{kept}/futures").schema.metadata
assert units[b"unit of inflow"] == b"litre/month", units

# The tank holds 100 litres in 2000 and gains its inflow every month, whatever the policy, until 2005.
joined = duckdb.sql(
    f"SELECT * FROM '{kept}/trajectories/*/*.parquet' JOIN '{kept}/futures/*.parquet' USING (future) WHERE year < 2005"
).df()
whole = joined[joined["meter"] == "holds"]
assert abs(whole["Level"] - (100 + whole["inflow"] * 12 * (whole["year"] - 2000))).max() < 1e-9
assert joined[joined["meter"] == "breaks"]["Level"].isna().all()
print(f"trajectories: {len(joined)} points as worked out by hand")
