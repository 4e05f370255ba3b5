"""One whole conversation per language is in docs/transcripts, made by scripts/transcripts and named in the README."""

import pytest

from bot.settings import ROOT
from bot.vocabulary import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_transcript(language: str) -> None:
    page = (ROOT / "docs" / "transcripts" / f"{language}.md").read_text()
    assert "| customer |" in page and "### Ledger of promises" in page
    assert f"docs/transcripts/{language}.md" in (ROOT / "README.md").read_text()
