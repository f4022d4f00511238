"""The bundled files are the published ones, and the README tells what is in them."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

FILES = ["breadth.csv", "fomc.csv", "macro.csv", "market.csv"]


def test_every_file_has_its_checksum_and_no_other_is_listed(repo):
    lines = (repo / "data" / "SHA256SUMS").read_text().splitlines()
    # The format of `sha256sum`: 64 hexadecimal digits, two blanks, the name.
    assert all(re.fullmatch(r"[0-9a-f]{64}  [a-z]+\.csv", line) for line in lines)
    assert [line[66:] for line in lines] == FILES
    assert sorted(path.name for path in (repo / "data").glob("*.csv")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_the_file_is_byte_for_byte_the_published_one(repo, name):
    listed = dict(reversed(line.split()) for line in (repo / "data" / "SHA256SUMS").read_text().splitlines())
    assert hashlib.sha256((repo / "data" / name).read_bytes()).hexdigest() == listed[name]


@pytest.mark.parametrize("name", FILES)
def test_the_readme_names_every_column_and_the_size(repo, name):
    text = (repo / "data" / "README.md").read_text(encoding="utf-8")
    section = re.split(r"^## ", text, flags=re.MULTILINE)
    (about,) = (part for part in section if part.startswith(name))
    table = pd.read_csv(repo / "data" / name, dtype=str)
    columns = [column for column in table.columns if not re.fullmatch(r"vx[2-6]", column)]
    assert not [column for column in columns if f"`{column}`" not in about]
    assert f"{len(table):,} rows" in about
    assert table.iloc[0, 0] in about
    assert table.iloc[-1, 0] in about


def test_settlements_are_whole_cents_and_breadth_days_are_sessions(repo):
    market = pd.read_csv(repo / "data" / "market.csv", dtype=str, keep_default_na=False)
    for k in range(1, 8):
        assert market[f"vx{k}"].str.fullmatch(r"(\d+\.\d\d)?").all()
    breadth = pd.read_csv(repo / "data" / "breadth.csv")["date"]
    inside = breadth[breadth >= market["date"].iloc[0]]
    assert inside.isin(market["date"]).all()
