"""The other side of `cargo xtask bench --only peers`.

Reads the purchases that the bench laid out, asks DuckDB (its own file), polars (Parquet) and lifetimes the questions
that Aichaku answered from its store, compares the answers, and prints the times side by side. Every time is the
median of five, from opening the file to the answer in this program's hands. Ends with 1 where an answer differs.
"""

import json
import math
import statistics
import sys
import time
import warnings
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from scipy.special import betaln, gammaln

ASKED = 5

# Months since the year 0.
MONTH = "(year(day) * 12 + month(day) - 1)"

COHORTS = f"""
with bought as (select household, {MONTH} as month from purchases),
     firsts as (select household, min(month) as first from bought group by household),
     again as (
        select firsts.first, bought.household, min(bought.month) - firsts.first as k
        from bought join firsts using (household) 
        where bought.month > firsts.first group by bought.household, firsts.first),
     new as (select first, k, count(*) as n from again group by first, k),
     sizes as (select first, count(*) as size from firsts group by first),
     cells as (
        select first, size, unnest(range(1, (select year(day) * 12 + month(day) - 1 from until) - first + 1)) as k
        from sizes)
select cells.first, cells.size, cells.k,
       coalesce(sum(new.n) over (partition by cells.first order by cells.k), 0)::bigint as n
from cells left join new using (first, k) order by 1, 3
"""

RETURNS = """
with days as (select distinct household, day from purchases),
     firsts as (select household, min(day) as first from days group by household),
     seconds as (
        select days.household, min(days.day) as second
        from days join firsts using (household) where days.day > firsts.first group by days.household),
     ends as (
        select case when second is not null then date_diff('day', first, second)
                    when exits.day <= until.day then greatest(date_diff('day', first, exits.day), 0)
                    else date_diff('day', first, until.day) end as t,
               second is not null as came,
               second is null and exits.day <= until.day as gone
        from firsts left join seconds using (household) left join exits using (household), until),
     steps as (
        select t, count(*) as ended, count(*) filter (came) as came, count(*) filter (gone) as gone from ends group by t),
     risk as (
        select *, sum(ended) over (order by t rows between current row and unbounded following) as at_risk from steps),
     left_over as (
        -- A day on which everybody left is the end of the curve.
        select *, exp(coalesce(sum(case when at_risk > came + gone then ln(1 - (came + gone) / at_risk) end) over (
            order by t rows between unbounded preceding and 1 preceding), 0)) as before
        from risk)
select t, at_risk::bigint, sum(before * came / at_risk) over (order by t) as returned
from left_over qualify came > 0 order by t
"""

RFM = """
with units as (
        select household, date_diff('day', max(day), (select day from until)) + 1 as recency,
               count(distinct day) as frequency, sum(amount) as money
        from purchases group by household),
     scored as (
        select 5 - (recency > $1)::int - (recency > $2)::int - (recency > $3)::int - (recency > $4)::int as r,
               1 + (frequency > $5)::int + (frequency > $6)::int + (frequency > $7)::int + (frequency > $8)::int as f,
               1 + (money > $9)::int + (money > $10)::int + (money > $11)::int + (money > $12)::int as m, money
        from units)
select r, f, m, count(*), sum(money)::bigint from scored group by r, f, m order by 1 desc, 2 desc, 3 desc
"""


def timed(question):
    took = []
    for _ in range(ASKED):
        begun = time.perf_counter()
        answer = question()
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000, answer


class Comparison:
    def __init__(self):
        self.differs = False

    def line(self, name, ours_ms, peer, peer_ms, same, more=""):
        self.differs |= not same
        told = "same answer" if same else "THE ANSWER DIFFERS"
        print(f"{name:<24} ours {ours_ms:>9.1f} ms   {peer:<10} {peer_ms:>9.1f} ms   {peer_ms / ours_ms:>6.1f} times   {told} {more}")


def near(one, other, tolerance):
    return len(one) == len(other) and all(
        all(math.isclose(a, b, rel_tol=0, abs_tol=tolerance) for a, b in zip(x, y, strict=True))
        for x, y in zip(one, other, strict=True)
    )


def month(name):
    year, of_year = name.split("-")
    return int(year) * 12 + int(of_year) - 1


def our_cohorts(rows):
    return [
        (month(row["cohort"]), row["size"], cell["k"], cell["n"])
        for row in rows
        for cell in row["cells"]
        if cell["k"] >= 1
    ]


def ask_duckdb(folder, ours, compared):
    file = folder / "peers.duckdb"
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as db:
        db.execute("create table purchases as select household, day::date as day, amount::bigint as amount from read_csv($1)",
                   [str(folder / "purchases.csv")])
        db.execute("create table exits as select household, day::date as day from read_csv($1)", [str(folder / "exits.csv")])
        db.execute("create table until as select $1::date as day", [ours["until"]])

    def asked(sql, values=None):
        def question():
            with duckdb.connect(str(file), read_only=True) as db:
                return db.execute(sql, values).fetchall()

        return timed(question)

    ms, rows = asked(COHORTS)
    compared.line("cohort table by month", ours["cohorts"]["ms"], "DuckDB", ms, near(rows, our_cohorts(ours["cohorts"]["answer"]), 0),
                  f"({len(rows)} cells)")
    ms, rows = asked(RETURNS)
    # The steps alone, without the points at which the drawing begins and ends.
    points = ours["returns"]["answer"][0]["points"]
    before = [0, *(point["returned"] for point in points)]
    curve = [(point["days"], point["at_risk"], point["returned"]) for point, low in zip(points, before) if point["returned"] > low]
    compared.line("return curve", ours["returns"]["ms"], "DuckDB", ms, near(rows, curve, 1e-9), f"({len(rows)} steps)")
    rfm = ours["rfm"]["answer"]
    steps = rfm["steps"]
    ms, rows = asked(RFM, steps["recency_days"] + steps["frequency"] + steps["money_minor"])
    cells = [(cell["recency"], cell["frequency"], cell["money"], cell["n"], cell["sales_minor"]) for cell in rfm["cells"]]
    compared.line("RFM", ours["rfm"]["ms"], "DuckDB", ms, near(rows, cells, 0), f"({len(rows)} cells)")


def ask_polars(folder, ours, compared):
    file = folder / "purchases.parquet"
    pl.read_csv(folder / "purchases.csv", try_parse_dates=True).write_parquet(file)
    number = pl.col("day").dt.year() * 12 + pl.col("day").dt.month() - 1

    def cohorts():
        bought = pl.scan_parquet(file).select("household", number.cast(pl.Int64).alias("month"))
        bought = bought.with_columns(pl.col("month").min().over("household").alias("first"))
        sizes = bought.group_by("first").agg(pl.col("household").n_unique().alias("size"))
        again = (
            bought.filter(pl.col("month") > pl.col("first"))
            .group_by("household", "first")
            .agg(pl.col("month").min())
            .group_by("first", (pl.col("month") - pl.col("first")).alias("k"))
            .agg(pl.len().alias("new"))
        )
        year, of_year, _ = ours["until"].split("-")
        last = int(year) * 12 + int(of_year) - 1
        return (
            sizes.with_columns(pl.int_ranges(1, last - pl.col("first") + 1).alias("k"))
            .filter(pl.col("first") < last)
            .explode("k")
            .join(again, on=["first", "k"], how="left")
            .sort("first", "k")
            .with_columns(pl.col("new").fill_null(0).cum_sum().over("first").cast(pl.Int64).alias("n"))
            .select("first", "size", "k", "n")
            .collect()
            .rows()
        )

    ms, rows = timed(cohorts)
    compared.line("cohort table by month", ours["cohorts"]["ms"], "polars", ms, near(rows, our_cohorts(ours["cohorts"]["answer"]), 0))


def log_likelihood(parameters, units):
    """Of BG/NBD, eq. (6) of Fader, Hardie & Lee 2005."""
    r, alpha, a, b = (parameters[name] for name in ("r", "alpha", "a", "b"))
    x, last, age = (units[name].to_numpy(dtype=float) for name in ("x", "recency", "age"))
    alive = betaln(a, b + x) - betaln(a, b) - (r + x) * np.log(alpha + age)
    dead = np.where(x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b) - (r + x) * np.log(alpha + last), -np.inf)
    return float(np.sum(gammaln(r + x) - gammaln(r) + r * np.log(alpha) + np.logaddexp(alive, dead)))


def ask_lifetimes(folder, ours, compared):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from lifetimes import BetaGeoFitter

        with duckdb.connect(str(folder / "peers.duckdb"), read_only=True) as db:
            units = db.execute(
                "select count(distinct day) - 1 as x, date_diff('day', min(day), max(day)) / 7 as recency, "
                "date_diff('day', min(day), (select day from until)) / 7 as age from purchases group by household"
            ).df()
        begun = time.perf_counter()
        fitter = BetaGeoFitter()
        fitter.fit(units["x"], units["recency"], units["age"])
        ms = (time.perf_counter() - begun) * 1000
    answer = ours["bg_nbd"]["answer"]
    # Its own likelihood is in other units of time; both are worked out here, so that they can be compared.
    own = log_likelihood(answer["parameters"], units)
    theirs = log_likelihood(fitter.params_, units)
    # Both look for the highest: ours may be higher, never lower.
    same = own > theirs - 1e-9 * abs(theirs) and math.isclose(own, answer["log_likelihood"], rel_tol=1e-9)
    compared.line("BG/NBD fit", ours["bg_nbd"]["ms"], "lifetimes", ms, same, f"(log L {own:.3f} and {theirs:.3f}, {len(units)} units)")
    for name, value in sorted(fitter.params_.items()):
        print(f"    {name:<6} ours {answer['parameters'][name]:>12.6f}   lifetimes {value:>12.6f}")


def main():
    folder = Path(sys.argv[1])
    ours = json.loads((folder / "ours.json").read_text(encoding="utf-8"))
    compared = Comparison()
    ask_duckdb(folder, ours, compared)
    ask_polars(folder, ours, compared)
    ask_lifetimes(folder, ours, compared)
    sys.exit(1 if compared.differs else 0)


if __name__ == "__main__":
    main()
