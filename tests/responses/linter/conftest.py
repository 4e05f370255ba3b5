from pathlib import Path

import pytest

from tests.responses.linter.spoiled import Spoiled


@pytest.fixture
def spoiled(tmp_path: Path) -> Spoiled:
    return Spoiled(tmp_path)
