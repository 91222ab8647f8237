"""However a file is made, its check and its load take no more memory than an honest one's."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from disruptions.models import Threat
from inspection_portal.core.models import User
from inspection_portal.local import database
from inspection_portal.local.bootstrap import ROOT
from inspection_portal.local.postgres import Cluster
from inspection_portal.local.services import Services
from tests.core.sheet_corpus import cell, entries_of_5_mb, of_part, sharing, stored
from tests.core.sheet_corpus import with_sheet as sheet
from tests.disruptions.extract_files import HEADINGS
from tests.disruptions.test_extracts import line

MOST = 256  # MiB
Lines = Callable[[Threat], Iterator[str]]


def in_one_row(threat: Threat) -> Iterator[str]:
    """A row of values with line breaks between quotation marks, as long as a file may be."""
    yield from ('"\n",' * 10_000 for _ in range(600))


def in_columns_of_few(threat: Threat) -> Iterator[str]:
    """Rows whose cells are all different where few are expected, of wide letters."""
    for number in range(20_000):
        cell = f"{number}{'😀' * 60}"
        few = ("agency", "lead", "event", "recorded", "type", "strand", "category", "moderation")
        yield line(threat, reference=f"F{number}", **dict.fromkeys(few, cell)) + "\n"


def narratives(threat: Threat, seed: int, number: int, *, times: int) -> Iterator[str]:
    """Rows whose text differs with the seed, and does not pack well in its first letters."""
    random = Random(seed)
    for each in range(number):
        text = f"{random.randbytes(100).hex() * times}😀"
        yield line(threat, reference=f"N{each}", narrative=text, evidence=text) + "\n"


def refused(threat: Threat, number: int) -> Iterator[str]:
    """Rows with cells that are wrong, in ways that don't pack well."""
    random = Random(1)
    for each in range(number):
        wrong = {name: random.randbytes(40).hex() for name in ("event", "recorded", "type", "lead")}
        yield line(threat, reference=f"R{each}", **wrong) + "\n"


TABLES: dict[str, Lines] = {
    "one-row.csv": in_one_row,
    "long-1.csv": lambda threat: narratives(threat, 1, 300, times=95),
    "long-2.csv": lambda threat: narratives(threat, 2, 300, times=95),
}
LONG_TABLES: dict[str, Lines] = {
    "few.csv": in_columns_of_few,
    "refused.csv": lambda threat: refused(threat, 100_000),
    "many-1.csv": lambda threat: narratives(threat, 1, 60_000, times=1),
    "many-2.csv": lambda threat: narratives(threat, 2, 60_000, times=1),
}
A_TAB = '<sheet name="😀"/>'
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "wide-strings.xlsx": lambda: sharing(f"<si><t>{'x' * 5_000}😀</t></si>" * 9_000),
    "short-strings.xlsx": lambda: sharing("<si><t>ab</t></si>" * 2_500_000),
    "pieces-of-a-string.xlsx": lambda: sharing(f"<si>{'<t>ab</t>' * 5_000_000}</si>"),
    "one-string.xlsx": lambda: sharing(f"<si><t>{'😀' * 12_000_000}</t></si>"),
    "pieces-of-a-cell.xlsx": lambda: stored(
        sheet(f'<row><c t="inlineStr"><is>{"<t>ab</t>" * 3_000_000}</is></c></row>')
    ),
    "tabs.xlsx": lambda: of_part("workbook", A_TAB * 2_000_000),
    "formats.xlsx": lambda: of_part("styles", "".join(map(a_format, range(500_000)))),
    "contents.xlsx": entries_of_5_mb,
    "rows.xlsx": lambda: stored(
        sheet("".join(f"<row>{cell('😀' * 20) * 5}</row>" for _ in range(60_000)))
    ),
}


def a_format(number: int) -> str:
    return f'<numFmt numFmtId="{number}" formatCode="{"😀" * 10}"/>'


def peaks(cluster: Cluster, by: User, *files: Path) -> dict[str, tuple[str, int]]:
    """For each file the state in which its extract ended, and the most memory of the process."""
    url = cluster.url("soc_app")
    env = {**os.environ, **database.environment(Services(url, url, "redis://localhost:1/0"))}
    command = [sys.executable, "-m", "tests.disruptions.hungry", by.email, *map(str, files)]
    told = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    lines = (each.split("\t") for each in told.stdout.splitlines())
    return {name: (state, int(peak)) for name, state, peak, _ in lines}


def written(folder: Path, threat: Threat, tables: dict[str, Lines]) -> Iterator[Path]:
    for name, lines in tables.items():
        file = folder / name
        with file.open("w", encoding="utf-8", newline="") as out:
            out.write(",".join(HEADINGS) + "\n")
            out.writelines(lines(threat))
        yield file


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "tables", [TABLES, pytest.param(LONG_TABLES, marks=pytest.mark.long)], ids=["some", "large"]
)
def test_hostile_tables_take_little_memory(
    cluster: Cluster, tmp_path: Path, threat: Threat, inspector: User, tables: dict[str, Lines]
) -> None:
    found = peaks(cluster, inspector, *written(tmp_path, threat, tables))
    assert len(found) == len(tables)
    for name, (state, peak) in found.items():
        assert (state, peak <= MOST) == ("refused" if name == "one-row.csv" else "loaded", True)


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_hostile_workbooks_take_little_memory(
    cluster: Cluster, tmp_path: Path, threat: Threat, inspector: User
) -> None:
    files = []
    for name, content in WORKBOOKS.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(content())
    found = peaks(cluster, inspector, *files)
    assert len(found) == len(WORKBOOKS)
    assert all(state == "refused" and peak <= MOST for state, peak in found.values()), found
