import csv
import subprocess
import sys
from pathlib import Path

import pytest

from bot.errors import BadFile
from bot.understanding.nlu_bench import HEADER, Outcome, bench

KNOWN = {
    "parcel/where": ["where is my parcel", "track my order", "when will my package come", "order status please"],
    "money": ["I want my money back", "please refund me", "how do I get a refund", "refund my purchase"],
    "greet": ["hello", "good morning", "hi there", "hey", "greetings"],
}


def table(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("text", "label"), *rows])
    return path


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return table(tmp_path / "train.csv", [(text, label) for label, texts in KNOWN.items() for text in texts])


def predicted(known: Path, asked: list[tuple[str, str]]) -> list[dict[str, str]]:
    out = known.with_name("out.csv")
    bench(known, table(known.with_name("test.csv"), asked), out)
    with out.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert tuple(reader.fieldnames or ()) == HEADER
    return rows


def test_config_ymls_own_pipeline_learns_the_labels_of_the_table(known: Path) -> None:
    rows = predicted(known, [("where has my package gone", "parcel/where"), ("give me my money, please", "money")])
    assert [row["predicted"] for row in rows] == ["parcel/where", "money"]
    assert [(row["text"], row["label"]) for row in rows][0] == ("where has my package gone", "parcel/where")


def test_what_is_unlike_anything_learned_gets_a_label_too_and_a_low_confidence(known: Path) -> None:
    like, unlike = predicted(known, [("track my package", "parcel/where"), ("why does sodium react with water", "?")])
    assert unlike["predicted"] in KNOWN
    assert float(unlike["confidence"]) < 0.5 < float(like["confidence"]) <= 1


def test_every_row_gets_an_answer_whatever_it_is(known: Path) -> None:
    strange = ["", "👍", "  ", "\u200b", "a" * 10_000, "שלום", "FL-10023", "line\nbreak", '=1+1,"']
    rows = predicted(known, [(text, "greet") for text in strange])
    assert [row["text"] for row in rows] == strange
    assert [row["predicted"] for row in rows if row["confidence"] == "0.0000"][:4] == ["greet"] * 4  # the commonest


def test_it_says_how_much_was_right() -> None:
    assert str(Outcome(rows=3, right=2, trained_s=4.4)) == "66.67 % right (2 of 3), trained in 4 s"


@pytest.mark.parametrize("rows", [[("hi", "greet"), ("hello", "greet")], [("hi", "greet"), ("👍", "thumb")]])
def test_one_label_is_nothing_to_choose_from(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    train = table(tmp_path / "train.csv", rows)
    with pytest.raises(BadFile, match="two labels"):
        bench(train, train, tmp_path / "out.csv")


def test_a_wrong_file_is_told_in_one_line_with_exit_code_1(known: Path) -> None:
    wrong = known.with_name("wrong.csv")
    wrong.write_text("utterance,intent\nhi,greet\n", "utf-8")
    command = [Path(sys.executable).parent / "firstline", "nlu-bench", "--train", wrong, "--test", known, "--out", "x"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"firstline: {wrong} has no column label and no column text\n"


def test_a_place_that_cannot_be_written_is_told_before_the_training(known: Path) -> None:
    with pytest.raises(BadFile, match="cannot write"):
        bench(known, known, known.parent / "nowhere" / "out.csv")
