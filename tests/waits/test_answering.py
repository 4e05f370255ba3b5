"""`firstline waits answer`: the live protocol, and that it is quick to start."""

import io
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.waits.answering import Answering, answer_lines

ROOT = Path(__file__).resolve().parents[2]
META = {
    "t": 0,
    "ev": "meta",
    "format": "waits-trace/1",
    "lanes": ["normal"],
    "slots_per_agent": 1,
    "prior_handle_s": {"billing": 300.0},
}
OPEN = [META, {"t": 0, "ev": "plan", "agents": [[0, 1]]}, {"t": 0, "ev": "shift", "on_duty": ["a1"]}]


def customer(key: str, t: float, asks: bool = True) -> list[dict[str, Any]]:
    who = {"t": t, "id": key, "lane": "normal", "cat": "billing"}
    asked = [{**who, "ev": "query", "query_id": f"q-{key}"}] if asks else []
    return [*asked, {**who, "ev": "enqueue"}]


def started(key: str, t: float) -> dict[str, Any]:
    return {"t": t, "ev": "start", "id": key, "agent": "a1"}


BUSY = [*OPEN, *customer("c1", 10.0), started("c1", 10.0)]


def answers(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    out = io.StringIO()
    answer_lines([json.dumps(row) + "\n" for row in rows], out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_somebody_free_is_no_wait() -> None:
    assert answers([*OPEN, *customer("c1", 10.0)]) == [{"query_id": "q-c1", "point_s": 0.0, "upper_s": 60.0}]


def test_a_busy_desk_states_a_wait_with_a_bound_as_people_say_it() -> None:
    said = answers([*BUSY, *customer("c2", 20.0)])[-1]
    assert 60 < said["point_s"] < said["upper_s"]
    assert said["upper_s"] % 60 == 0


def test_every_query_and_every_tick_is_one_line_and_nothing_else_is() -> None:
    rows = [*BUSY, *customer("c2", 20.0), {"t": 60, "ev": "tick"}, {"t": 61, "ev": "weather", "sun": True}]
    said = answers(rows)
    assert [sorted(line) for line in said] == [["point_s", "query_id", "upper_s"]] * 2 + [["updates"]]


def test_the_same_trace_is_answered_the_same() -> None:
    rows = [*BUSY, *(row for n in range(2, 80) for row in customer(f"c{n}", 10.0 * n))]
    assert answers(rows) == answers(rows)


def test_no_stated_time_passes_without_a_word() -> None:
    """The one chat goes on and on."""
    rows = [*BUSY, *customer("c2", 20.0)]
    desk = Answering()
    said = [line for line in map(desk.answer, rows) if line][-1]
    due = 20.0 + said["upper_s"]
    for tick in range(60, 7200, 60):
        line = desk.answer({"t": tick, "ev": "tick"})
        assert line is not None and tick <= due + 1e-6
        for update in line["updates"]:
            assert tick + update["upper_s"] >= due + 60
            due = tick + update["upper_s"]
    assert due > 7200


def test_who_was_served_or_has_left_hears_nothing_more() -> None:
    rows = [*BUSY, *customer("c2", 20.0), *customer("c3", 21.0), started("c2", 30.0)]
    rows += [{"t": 40, "ev": "abandon", "id": "c3"}, *({"t": 60 * n, "ev": "tick"} for n in range(1, 60))]
    assert all(not line["updates"] for line in answers(rows) if "updates" in line)


def test_at_night_the_published_opening_is_stated() -> None:
    plan = {"t": 0, "ev": "plan", "agents": [[0, 0], [32400, 2], [64800, 0]]}
    said = answers([META, plan, {"t": 0, "ev": "shift", "on_duty": []}, *customer("c1", 3600.0)])[0]
    assert said["point_s"] == pytest.approx(28800, abs=1)
    assert 28800 <= said["upper_s"] <= 28800 + 900


def test_a_queue_too_long_for_today_is_told_tomorrow() -> None:
    plan = {"t": 0, "ev": "plan", "agents": [[0, 1], [1800, 0], [88200, 1], [118800, 0]]}
    waiting = [row for n in range(2, 20) for row in customer(f"c{n}", 20.0, asks=False)]
    said = answers([META, plan, OPEN[2], *BUSY[3:], *waiting, *customer("c99", 30.0)])[-1]
    assert said["upper_s"] > 86400


def test_nobody_there_and_none_planned_still_gets_finite_figures() -> None:
    rows = [META, {"t": 0, "ev": "plan", "agents": [[0, 0]]}, {"t": 0, "ev": "shift", "on_duty": []}]
    said = answers([*rows, *customer("c1", 5.0), {"t": 60, "ev": "tick"}])
    assert 0 < said[0]["point_s"] < said[0]["upper_s"] < 1e6
    assert said[1] == {"updates": []}


def test_a_trace_without_its_first_line_is_refused() -> None:
    with pytest.raises(ValueError, match="meta"):
        answers(customer("c1", 5.0))


def test_the_command_answers_while_its_input_is_open_and_does_without_rasa() -> None:
    code = "import sys; from bot.cli import main; main(['waits', 'answer']); sys.exit('rasa' in sys.modules)"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    began = time.monotonic()
    for row in [*OPEN, *customer("c1", 10.0)]:
        process.stdin.write(json.dumps(row) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["query_id"] == "q-c1"
    assert time.monotonic() - began < 5  # half a second measured; the margin is for a busy machine
    process.stdin.close()
    assert process.wait(10) == 0
