"""Cyrillic as people type it on a Latin keyboard: "где мой заказ" becomes "gde moj zakaz", or "gde moi zakaz"."""

from collections.abc import Iterable
from itertools import cycle

_COMMON = dict(zip("абвгдезиклмнопрстуф", "abvgdeziklmnoprstuf", strict=True)) | {"ё": "e", "ъ": "", "э": "e"}
_HABITS = (
    {
        "ж": "zh",
        "й": "y",
        "х": "h",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ы": "y",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    },
    {
        "ж": "j",
        "й": "i",
        "х": "kh",
        "ц": "c",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ы": "i",
        "ь": "'",
        "ю": "iu",
        "я": "ia",
    },
    {"ж": "z", "й": "j", "х": "x", "ц": "c", "ч": "4", "ш": "w", "щ": "sh", "ы": "y", "ь": "", "ю": "u", "я": "ja"},
    {"ж": "zh", "й": "j", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ы": "y", "ь": "", "ю": "ju", "я": "ja"},
)
_UKRAINIAN = {"і": "i", "ї": "yi", "є": "ye", "ґ": "g"}
_BELARUSIAN = {"ў": "u"}
_TABLES = [str.maketrans(_COMMON | _UKRAINIAN | _BELARUSIAN | habit) for habit in _HABITS]


def in_latin(words: Iterable[str]) -> list[str]:
    """Lower-case Cyrillic words in Latin letters, by each of the usual habits in turn."""
    return [word.translate(table) for word, table in zip(words, cycle(_TABLES), strict=False)]
