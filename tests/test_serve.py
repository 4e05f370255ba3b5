import shutil
from pathlib import Path

import pytest

from bot import serve
from bot.errors import Misconfigured
from bot.settings import ROOT, Settings


def test_a_mistake_in_the_opening_hours_is_told_before_anything_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "data" / "waits", tmp_path / "data" / "waits")
    (tmp_path / "data" / "opening-hours.yml").write_text("time_zone: Europe/Warsaw\nweekly: {mon: [8-20]}\n", "utf-8")
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    with pytest.raises(Misconfigured, match=r"data/opening-hours.yml, line 2: weekly: mon: '8-20' is not like"):
        serve.serve(Settings(var=tmp_path / "var"))
    assert not (tmp_path / "var").exists()
