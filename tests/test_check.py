"""`firstline check` says what is wrong and where, or one line."""

import subprocess
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import check as checking
from bot.check import check
from bot.cli import main
from bot.responses.linter.finding import Finding
from bot.settings import ROOT

FINDING = Finding("data/responses/en.yml", 12, "utter_greet: too long", "Hello ...", "Shorter.")


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Finding]]:
    """What the linter and Rasa's validation find."""
    by: dict[str, list[Finding]] = {"lint": [], "_validated": []}
    monkeypatch.setattr(checking, "read_designed", lambda data: None)
    monkeypatch.setattr(checking, "lint", lambda root: by["lint"])
    monkeypatch.setattr(checking, "_validated", lambda root: by["_validated"])
    return by


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The commands that were run; as if pytest had found 80 dialogues in order."""
    run: list[Any] = []
    done = SimpleNamespace(returncode=0, stdout="80 passed in 60 s", stderr="")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: run.append(command) or done)
    return run


def test_in_order_is_one_line(found: Any, played: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert check(ROOT)
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("firstline check: ") and line.endswith(" rules and stories, 80 dialogues: all in order.")


def test_findings_are_printed_with_their_place(found: Any, capsys: pytest.CaptureFixture[str]) -> None:
    found["lint"], found["_validated"] = [FINDING], [FINDING]
    assert not check(ROOT)
    printed = capsys.readouterr().out
    assert "data/responses/en.yml:12: utter_greet: too long\n    says:   Hello ...\n    better: Shorter." in printed
    assert printed.endswith("firstline check: 2 findings.\n")


def test_no_dialogue_is_played_over_findings_or_when_not_wanted(found: Any, played: list[Any]) -> None:
    assert check(ROOT, dialogues=False)
    found["lint"] = [FINDING]
    assert not check(ROOT)
    assert played == []


def test_a_dialogue_that_goes_wrong_is_shown(
    found: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = SimpleNamespace(returncode=1, stdout="test_hand_overs.py:31: AssertionError\n1 failed, 79 passed", stderr="")
    monkeypatch.setattr(subprocess, "run", lambda command, **options: done)
    assert not check(ROOT)
    assert "test_hand_overs.py:31" in capsys.readouterr().out


def test_a_folder_without_dialogues_is_not_in_order(found: Any, tmp_path: Path) -> None:
    assert not check(tmp_path)


@pytest.mark.parametrize(("in_order", "code"), [(True, 0), (False, 1)])
def test_the_command_line_exits_with_it(in_order: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "check", lambda root, dialogues: in_order and not dialogues)
    with pytest.raises(SystemExit) as left:
        main(["check", "--no-dialogues"])
    assert left.value.code == code
