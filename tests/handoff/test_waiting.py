from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from actions.saying import SHOP_ZONE
from bot.handoff.waiting import Answer, Waiting
from bot.vocabulary import LANGUAGES, Lane
from bot.waits.steps import latest_moment
from tests.handoff.handed_over import Desk
from tests.handoff.quoted import Quoted, closed, soon, unknown

WROTE = """
INSERT INTO messages (id, conversation_id, seq, author, text, delivery)
SELECT gen_random_uuid()::text, conversation_id, 1000 + $2, 'customer', 'more', 'handled' FROM handoffs WHERE id = $1
"""


def scores(intent: str, severity: int = 0, cue: str | None = None) -> dict[str, Any]:
    return {"intent": intent, "severity": severity, "severity_cue": cue}


def waiting(desk: Desk, waits: Quoted) -> Waiting:
    return Waiting(desk.pool, waits, desk.wait_wording, desk.wording)


async def how_long(desk: Desk, waits: Quoted, due_in_s: float | None, heard: tuple[str, ...] = ()) -> Answer:
    return await waiting(desk, waits).answer(await desk.waiting(due_in_s), "en", scores("ask_wait_time"), heard)


@pytest.mark.parametrize(
    ("intent", "response"),
    [
        ("track_order", "utter_waiting_noted"),
        ("complaint", "utter_waiting_noted"),
        ("nlu_fallback", "utter_waiting_noted"),
        ("thank", "utter_waiting_courtesy"),
        ("greet", "utter_waiting_courtesy"),
        ("deny", "utter_waiting_still_asked"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_everything_else_is_kept_for_the_person_and_confirmed(
    desk: Desk, intent: str, response: str, language: str
) -> None:
    answer = await waiting(desk, soon()).answer("any", language, scores(intent), [])
    [line] = answer.lines
    assert (answer.withdrawn, answer.danger, line.author, line.due) == (False, False, "system", None)
    assert line.text == desk.wording.line(response, language).text


async def test_a_no_comes_with_the_button_that_withdraws(desk: Desk) -> None:
    [line] = (await waiting(desk, soon()).answer("any", "cs", scores("deny"), [])).lines
    assert [button["payload"] for button in line.buttons] == ["/cancel_handoff"]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_however_much_is_added_no_confirmation_comes_twice(desk: Desk, language: str) -> None:
    handoff, heard = await desk.waiting(), list[str]()
    for n in range(8):
        await desk.pool.execute(WROTE, handoff, n)
        answer = await waiting(desk, soon()).answer(handoff, language, scores("track_order"), heard)
        heard = [*(line.text for line in answer.lines), *heard]
    assert len(set(heard)) == 8


async def test_never_mind_withdraws(desk: Desk) -> None:
    answer = await waiting(desk, soon()).answer("any", "pl", scores("cancel_handoff"), [])
    assert answer.withdrawn
    assert [line.text for line in answer.lines] == ["Dobrze, prośba o konsultanta jest wycofana. Znowu odpowiadam ja."]


async def test_a_second_never_mind_hears_other_words(desk: Desk) -> None:
    first = (await waiting(desk, soon()).answer("any", "en", scores("cancel_handoff"), [])).lines[0].text
    second = (await waiting(desk, soon()).answer("any", "en", scores("cancel_handoff"), [first])).lines[0].text
    assert second != first


async def test_never_later_than_promised_and_no_second_promise(desk: Desk) -> None:
    [line] = (await how_long(desk, soon(60), due_in_s=600)).lines
    assert line.text == "A colleague will be with you within 10 minutes."
    assert (line.due, line.wait) == (None, None)


async def test_sooner_is_said(desk: Desk) -> None:
    [line] = (await how_long(desk, soon(4), due_in_s=600)).lines
    assert line.text == "A colleague will be with you in about 2 minutes, 10 minutes at the latest."


async def test_minutes_are_rounded_down_to_what_was_promised(desk: Desk) -> None:
    [line] = (await how_long(desk, soon(60), due_in_s=585)).lines
    assert line.text == "A colleague will be with you within 9 minutes."


async def test_a_time_of_day_stays_the_same_when_asked_at_once(desk: Desk) -> None:
    due = latest_moment(datetime.now(UTC), 120 * 60)
    [line] = (await how_long(desk, unknown(), (due - datetime.now(UTC)).total_seconds())).lines
    assert line.text == f"A colleague will be with you by {due.astimezone(SHOP_ZONE):%H:%M}."


async def test_a_promise_stands_though_nothing_could_be_promised_now(desk: Desk) -> None:
    [line] = (await how_long(desk, unknown(), due_in_s=600)).lines
    assert (line.text, line.due) == ("A colleague will be with you within 10 minutes.", None)


async def test_a_promise_that_closing_time_overtakes_is_replaced(desk: Desk) -> None:
    [line] = (await how_long(desk, closed(), due_in_s=600)).lines
    assert line.text.startswith("Our team is away now")
    assert line.due


async def test_the_answer_promised_for_the_morning_is_not_put_off(desk: Desk) -> None:
    waits = closed()
    opens_at = datetime.fromisoformat((await waits.quote("normal", "en"))["opens_at"])
    by = opens_at + timedelta(minutes=5)
    [line] = (await how_long(desk, waits, (by - datetime.now(UTC)).total_seconds())).lines
    assert f"{by.astimezone(SHOP_ZONE):%H:%M}." in line.text
    assert line.due is None


async def test_when_nothing_was_promised_the_first_time_is_a_promise(desk: Desk) -> None:
    [line] = (await how_long(desk, soon(10), due_in_s=None)).lines
    due = datetime.fromisoformat(str(line.due))
    assert abs(due - datetime.now(UTC) - timedelta(minutes=10)) < timedelta(seconds=30)
    assert line.wait and line.wait.lane == "normal"


async def test_a_promise_that_has_passed_is_replaced(desk: Desk) -> None:
    [line] = (await how_long(desk, soon(10), due_in_s=-60)).lines
    assert line.due


async def test_nothing_known_nothing_promised(desk: Desk) -> None:
    [line] = (await how_long(desk, unknown(), due_in_s=None)).lines
    assert (line.due, line.author) == (None, "system")
    assert line.text.startswith("I cannot give you a time I could keep")


async def test_asked_again_the_words_differ_though_the_minutes_may_not(desk: Desk) -> None:
    heard: tuple[str, ...] = ()
    for _ in range(3):
        [line] = (await how_long(desk, soon(10), None, heard)).lines
        heard = (line.text, *heard)
    assert [text[:10] for text in heard] == ["Your turn ", "You will h", "A colleagu"]


async def test_it_is_quoted_from_the_customers_own_place(desk: Desk) -> None:
    waits, whose = soon(10), await desk.waiting()
    await waiting(desk, waits).answer(whose, "en", scores("ask_wait_time"), [])
    assert waits.asked == [("normal", whose)]


FIRE = scores("safety_incident", 4, "fire, smoke or explosion")


async def test_danger_is_answered_at_once_and_moves_the_hand_over(desk: Desk) -> None:
    answer = await waiting(desk, soon()).answer(await desk.waiting(), "en", FIRE, [])
    assert answer.danger and not answer.withdrawn
    assert "112" in answer.lines[0].text


async def test_who_is_in_the_crisis_lane_has_heard_it(desk: Desk) -> None:
    answer = await waiting(desk, soon()).answer(await desk.waiting(lane=Lane.CRISIS), "en", FIRE, [])
    assert not answer.danger and "112" not in answer.lines[0].text


async def test_money_in_danger_hears_of_the_bank(desk: Desk) -> None:
    fraud = scores("complaint", 4, "fraud or account takeover")
    answer = await waiting(desk, soon()).answer(await desk.waiting(), "en", fraud, [])
    assert "bank" in answer.lines[0].text


async def test_a_guess_takes_nobody_out_of_the_queue(desk: Desk) -> None:
    guess = {**scores("cancel_handoff"), "confidence": 0.46}
    answer = await waiting(desk, soon()).answer("any", "cs", guess, [])
    assert (answer.withdrawn, answer.lines[0].text) == (False, desk.wording.line("utter_waiting_noted", "cs").text)


async def test_is_anybody_there_hears_how_long_it_takes_in_new_words(desk: Desk) -> None:
    handoff = await desk.waiting(600)
    asks = scores("contact_human_agent")
    [first] = (await waiting(desk, soon(60)).answer(handoff, "en", asks, [])).lines
    assert first.text == "A colleague will be with you within 10 minutes."
    heard = [v["text"].format(upper="within 10 minutes") for v in desk.wording.responses["utter_wait_within"]]
    [second] = (await waiting(desk, soon(60)).answer(handoff, "en", asks, heard)).lines
    assert second.text not in heard and "within 10 minutes" in second.text
