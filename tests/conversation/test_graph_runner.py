from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.runner.dask import DaskGraphRunner

from bot.conversation.graph_runner import OrderedGraphRunner
from bot.service import Firstline


@pytest.fixture
def runner(firstline: Firstline) -> OrderedGraphRunner:
    runner = firstline.dialogue.graph_runner
    assert isinstance(runner, OrderedGraphRunner)
    return runner


def inputs(text: str, tracker: Any) -> dict[str, Any]:
    return {"__message__": [UserMessage(text)], "__tracker__": tracker}


@pytest.mark.parametrize("text", ["where is my order FL-10001?", "gdzie jest moja paczka", "", "🙂"])
def test_it_gives_what_rasas_own_runner_gives(firstline: Firstline, runner: OrderedGraphRunner, text: str) -> None:
    given, target = inputs(text, firstline.dialogue.tracker("somebody", [])), "run_RegexMessageHandler"
    ours = runner.run(given, [target])[target][0].as_dict_nlu()
    theirs = DaskGraphRunner.run(runner, given, [target])[target][0].as_dict_nlu()
    assert str(ours) == str(theirs)
    assert ours["intent"] == theirs["intent"]


def test_every_node_comes_after_what_it_needs(runner: OrderedGraphRunner) -> None:
    order = runner._order(("run_RegexMessageHandler",))
    done: set[str] = set()
    for name, needs in order:
        assert all(need in done for need in needs if need in runner._graph_schema.nodes)
        done.add(name)
    assert len(done) == len(order) > 5


def test_the_order_is_worked_out_once(runner: OrderedGraphRunner) -> None:
    target = ("run_RegexMessageHandler",)
    assert runner._order(target) is runner._order(target)
