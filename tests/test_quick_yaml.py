from typing import Any

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.resolver import VersionedResolver

from bot.quick_yaml import without_growing_lists

TEXT = """
numbers: [1, -2, +3, 0x1F, 4.5, .5, 1e3, .inf]
words: [yes, no, on, off, true, False, null, ~, nothing, "12", '3']
dates: [2026-11-20, 2026-11-20 10:00:00]
texts: [-a, +b, 1a, "=", 1.2.3, .hidden, "${x}", no-one]
"""


def reader(version: tuple[int, int] | None = None) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version  # type: ignore[assignment]
    return yaml


@pytest.mark.parametrize("version", [None, (1, 1), (1, 2)])
def test_everything_is_read_as_ruamel_reads_it(
    version: tuple[int, int] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_growing_lists()
    ours = reader(version).load(TEXT)
    monkeypatch.setattr(VersionedResolver, "add_version_implicit_resolver", theirs)
    assert repr(reader(version).load(TEXT)) == repr(ours)


def theirs(self: Any, version: Any, tag: str, regexp: Any, first: Any) -> None:
    """ruamel 0.17.21, resolver.py:331"""
    kinds = self._version_implicit_resolver.setdefault(version, {})
    for character in [None] if first is None else first:
        kinds.setdefault(character, []).append((tag, regexp))


def test_reading_makes_no_list_longer() -> None:
    import rasa.shared.utils.io  # knows a kind of value that can begin with any character

    assert rasa.shared.utils.io.YAML_VERSION
    without_growing_lists()
    yaml = reader((1, 2))
    yaml.load(TEXT)
    before = dict(yaml.resolver.versioned_resolver)
    yaml.load(TEXT)
    assert yaml.resolver.versioned_resolver == before
    assert len(before["1"]) < 10
