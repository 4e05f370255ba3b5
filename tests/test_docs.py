"""The README cannot rot: what it names exists, and what must be named is."""

import re
from dataclasses import fields

from bot.settings import ROOT, Settings

README = (ROOT / "README.md").read_text()
SETTINGS = (ROOT / "docs/settings.md").read_text()


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def test_every_file_of_the_table_to_change_x_open_y_exists() -> None:
    named = re.findall(r"`([\w./-]+)`", section("To change X, open Y"))
    assert len(named) > 25
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_room_of_the_program_is_in_that_table() -> None:
    table = section("To change X, open Y")
    rooms = [p.name for p in (ROOT / "bot").iterdir() if p.is_dir() and (p / "__init__.py").exists()]
    assert [room for room in rooms if f"bot/{room}/" not in table and room != "responses"] == []


def test_every_setting_is_listed_and_nothing_else() -> None:
    listed = re.findall(r"^\| `FIRSTLINE_(\w+)`", SETTINGS, re.MULTILINE)
    assert listed == [field.name.upper() for field in fields(Settings)]


def test_every_picture_exists() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures and [p for p in pictures if not (ROOT / p).exists()] == []


def test_every_command_of_the_makefile_that_is_named_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in set(re.findall(r"make (run|test|bench|eval|clean)\b", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_readme_stays_readable() -> None:
    assert len(README.splitlines()) <= 150
