import csv
from pathlib import Path

import pytest

from bot.errors import BadFile
from bot.understanding.labelled import Labelled, read_labelled, write_rows


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_texts_and_labels_are_read_and_other_columns_let_be(table: Path) -> None:
    table.write_text('label,text,note\r\n greet ,"hi, ""you""\nthere",x\r\n', "utf-8")
    assert read_labelled(table) == [Labelled('hi, "you"\nthere', "greet")]


def test_a_byte_order_mark_is_no_part_of_the_first_column(table: Path) -> None:
    table.write_text("text,label\nzażółć,greet\n", "utf-8-sig")
    assert read_labelled(table) == [Labelled("zażółć", "greet")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no column label and no column text"),
        (b"text,intent\nhi,greet\n", "no column label"),
        (b"text,label\n", "no rows"),
        (b"text,label\nhi,greet\nbye,\n", "no label in line 3"),
        (b"text,label\nhi\n", "no label in line 2"),
        ("text,label\nzażółć,greet\n".encode("cp1250"), "not UTF-8"),
        ("text,label\nhi,greet\n".encode("utf-16"), "not UTF-8"),
        (b'text,label\n"hi,greet\n', "no CSV"),
        (b"text,label\n" + b"a" * 200_000 + b",greet\n", "no CSV"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_line(table: Path, content: bytes, told: str) -> None:
    table.write_bytes(content)
    with pytest.raises(BadFile, match=told) as refused:
        read_labelled(table)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_named(table: Path) -> None:
    with pytest.raises(BadFile, match=r"cannot read .*table\.csv: No such file"):
        read_labelled(table)


def test_what_is_written_can_be_read(table: Path) -> None:
    rows = [("a, b", "x"), ('c "d"\ne', "y")]
    write_rows(table, ("text", "label"), rows)
    with table.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == [list(row) for row in rows]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot write"):
        write_rows(tmp_path / "nowhere" / "table.csv", ("text",), [])
