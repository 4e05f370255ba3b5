"""The commonest words of a language, as spaCy lists them: what every message is made of, whoever writes it."""

from importlib.util import find_spec
from pathlib import Path
from runpy import run_path

_NAMED_OTHERWISE = {"no": "nb"}


def common_words(language: str) -> list[str]:
    """language: ISO 639-1. Empty where spaCy knows none.

    The list's file is run by itself: to import it is to import all of spaCy, which takes 2.5 s of a training.
    """
    spacy = find_spec("spacy")
    folders = (spacy and spacy.submodule_search_locations) or []
    files = [Path(folder, "lang", _NAMED_OTHERWISE.get(language, language), "stop_words.py") for folder in folders]
    return sorted(word for file in files if file.exists() for word in run_path(str(file))["STOP_WORDS"])
