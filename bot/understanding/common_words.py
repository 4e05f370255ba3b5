"""The commonest words of a language, as spaCy lists them: what every message is made of, whoever writes it."""

from importlib import import_module

_NAMED_OTHERWISE = {"no": "nb"}


def common_words(language: str) -> list[str]:
    """language: ISO 639-1. Empty where spaCy knows none."""
    try:
        module = import_module(f"spacy.lang.{_NAMED_OTHERWISE.get(language, language)}.stop_words")
    except ModuleNotFoundError:
        return []
    return sorted(module.STOP_WORDS)
