"""In a process of its own each time: what is imported once stays imported."""

import subprocess
import sys

import pytest

from bot.lean_imports import tensorflow_components
from bot.settings import ROOT


def in_a_fresh_process(code: str) -> str:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_rasas_policies_are_imported_without_tensorflow() -> None:
    code = (
        "from bot.lean_imports import without_tensorflow; without_tensorflow();"
        "import sys, rasa.core.policies.ted_policy;"
        "print(sys.modules['tensorflow'].__version__, 'tensorflow.python' in sys.modules,"
        " any('site-packages/tensorflow' in (getattr(m, '__file__', None) or '') for m in list(sys.modules.values())))"
    )
    assert in_a_fresh_process(code) == "0 False False"


def test_the_stand_in_can_be_inherited_from_and_used_as_a_decorator() -> None:
    code = (
        "from bot.lean_imports import without_tensorflow; without_tensorflow();"
        "import tensorflow as tf;"
        "Layer = type('Layer', (tf.keras.layers.Layer,), {'answer': 42});"
        "plain = tf.function(lambda: 7);"
        "print(Layer.answer, plain(), tf.some.thing.deeper.__name__)"
    )
    assert in_a_fresh_process(code) == "42 7 deeper"


def test_what_is_really_there_is_left_alone() -> None:
    code = (
        "import sys, types; sys.modules['tensorflow'] = types.ModuleType('tensorflow'); before = list(sys.meta_path);"
        "from bot.lean_imports import without_tensorflow; without_tensorflow();"
        "print(sys.meta_path == before)"
    )
    assert in_a_fresh_process(code) == "True"


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["bot.policy.empathy.EmpathyPolicy", "RulePolicy"], []),
        (["TEDPolicy", "RulePolicy", "DIETClassifier"], ["DIETClassifier", "TEDPolicy"]),
        (["rasa.core.policies.ted_policy.TEDPolicy"], ["rasa.core.policies.ted_policy.TEDPolicy"]),
    ],
)
def test_a_component_that_needs_it_is_named(names: list[str], found: list[str]) -> None:
    assert tensorflow_components(names) == found
