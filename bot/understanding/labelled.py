"""Tables of labelled texts: CSV files with the columns text and label."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bot.errors import BadFile


class Labelled(NamedTuple):
    text: str
    label: str


def read_labelled(path: Path) -> list[Labelled]:
    """Every row of a UTF-8 file, at least one; further columns are let be. Raises BadFile."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(_rows(csv.DictReader(file, strict=True), path))
    except UnicodeDecodeError as error:
        raise BadFile(f"{path} is not UTF-8: byte {error.object[error.start]:#04x} at {error.start}") from error
    except OSError as error:
        raise BadFile(f"cannot read {path}: {error.strerror}") from error
    except csv.Error as error:
        raise BadFile(f"{path} is no CSV: {error}") from error
    if not rows:
        raise BadFile(f"{path} has no rows")
    return rows


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Raises BadFile."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    except OSError as error:
        raise BadFile(f"cannot write {path}: {error.strerror}") from error


def _rows(reader: csv.DictReader[str], path: Path) -> Iterable[Labelled]:
    missing = {"text", "label"}.difference(reader.fieldnames or ())
    if missing:
        raise BadFile(f"{path} has no column {' and no column '.join(sorted(missing))}")
    for row in reader:
        if not (row["label"] or "").strip():
            raise BadFile(f"{path} has no label in line {reader.line_num}")
        yield Labelled(row["text"] or "", row["label"].strip())
