"""Reading YAML in time that grows with the file, not with its square.

ruamel.yaml 0.17.21, the newest that Rasa allows, asks for each plain scalar which kinds of value can begin with its
first character, and appends the kinds without one to that very list (`resolvers += ...`, resolver.py:370). Rasa knows
one such kind, `${...}`, so each scalar makes the list longer for all that come after it: 11 of the 13 seconds that
loading the model's domain took were spent there.
"""

from typing import Any

from ruamel.yaml.resolver import VersionedResolver


def without_growing_lists() -> None:
    """Call before YAML is read; what is read stays the same."""
    VersionedResolver.add_version_implicit_resolver = _add  # type: ignore[method-assign]


def _add(self: Any, version: Any, tag: str, regexp: Any, first: list[Any] | None) -> None:
    """As ruamel's own, with tuples: `+=` makes a new one of those."""
    kinds = self._version_implicit_resolver.setdefault(version, {None: ()})
    for character in [None] if first is None else first:
        kinds[character] = (*kinds.get(character, ()), (tag, regexp))
