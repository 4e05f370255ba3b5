"""Serving without TensorFlow.

Rasa 3.6.21 imports TensorFlow wherever it defines a policy or an extractor, also when no component of the model uses
it: 6 of the 10 seconds and 430 of the 620 MB of `import rasa.core.agent` here. Serving and training of config.yml's
pipeline need none of it, so those imports get an empty stand-in whose classes can be inherited from and never called.
A model with a TensorFlow component (DIET, TED, ...) is refused by name instead of failing somewhere inside.
"""

import importlib
import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Sequence
from typing import Any

HEAVY = {"tensorflow", "keras", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "tensorboard"}
TENSORFLOW_COMPONENTS = {
    "DIETClassifier",
    "TEDPolicy",
    "UnexpecTEDIntentPolicy",
    "ResponseSelector",
    "ConveRTFeaturizer",
    "LanguageModelFeaturizer",
}


def without_tensorflow() -> None:
    """Call before the first import of rasa; does nothing where TensorFlow is already loaded."""
    if "tensorflow" not in sys.modules:
        _let_spacy_see_that_there_is_none()
        sys.meta_path.insert(0, _Finder())


def _let_spacy_see_that_there_is_none() -> None:
    """thinc, below spaCy, really asks TensorFlow for its devices unless the import fails (thinc/compat.py:55-60)."""
    refusal = _Refusal()
    sys.meta_path.insert(0, refusal)
    importlib.import_module("thinc.compat")
    sys.meta_path.remove(refusal)


def tensorflow_components(names: Iterable[str]) -> list[str]:
    """Which of these component names (class or module path) need the real TensorFlow."""
    return sorted({name for name in names if name.rsplit(".", 1)[-1] in TENSORFLOW_COMPONENTS})


class _EmptyType(type):
    """A class with any attribute; called as a decorator it gives the function back."""

    def __getattr__(cls, name: str) -> Any:
        return _attribute(name)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        plain_decorator = cls.__module__ == __name__ and len(args) == 1 and callable(args[0])
        return args[0] if plain_decorator else super().__call__()


def _attribute(name: str) -> _EmptyType:
    if name.startswith("__"):
        raise AttributeError(name)
    return _EmptyType(name, (), {"__module__": __name__})


class _EmptyModule(types.ModuleType):
    __path__: list[str] = []
    __version__ = "0"

    def __getattr__(self, name: str) -> _EmptyType:
        return _attribute(name)


class _Refusal(importlib.abc.MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in HEAVY:
            raise ModuleNotFoundError(fullname, name=fullname)
        return None


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        heavy = fullname.split(".")[0] in HEAVY
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True) if heavy else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _EmptyModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        return None
