import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
import pytest
import yaml

from bot.handoff.contract import Known
from bot.handoff.opening import FRAUD_CUES, Opened, Opening
from bot.handoff.suggestions import LIFE_EVENT
from bot.policy.triggers import NO_SUCH_ORDER, NOTHING_NEW
from bot.responses.sentences import spoken
from bot.responses.wording import spoken_as
from bot.settings import ROOT
from bot.understanding.severity import OF_INTENT
from bot.vocabulary import HandoffState, Lane, Owner, Trigger
from bot.waits.hours_file import WEEKDAYS, parse_hours
from bot.waits.quote import Waits
from tests.handoff.quoted import Quoted, closed, soon, unknown, wordings

WAIT_WORDING, WORDING = wordings()
AT = "2026-11-23T12:00:00+00:00"
ASKED = {"kind": "asked", "explanation": "the customer asked for a person"}
FIRE = {"severity": 4, "severity_cue": "fire, smoke or explosion", "intent": "safety_incident"}


def line(author: str, text: str) -> dict[str, Any]:
    return {"id": text, "at": AT, "author": author, "text": text, "scores": None}


KNOWN = Known("c-1", "web", "en", {"handover": ASKED}, [line("customer", "a person!")], [])


async def opened(waits: Quoted, known: Known = KNOWN, **scores: Any) -> Opened:
    return await Opening(waits, WAIT_WORDING, WORDING).open(known, scores)


def says(text: str, response: str, language: str = "en") -> bool:
    variants = WORDING.responses[response]
    return any(spoken_as(variant["text"]).search(text) for variant in variants)


async def test_the_order_of_the_hand_over_message() -> None:
    over = await opened(soon(12))
    first, second = (line.text for line in over.lines)
    assert first == (
        "Of course. A person takes over, as you asked. "
        "A colleague will be with you in about 6 minutes, 12 minutes at the latest."
    )
    assert says(second, "utter_handover_closing")


async def test_the_stated_time_is_a_promise_of_that_line() -> None:
    over = await opened(soon(12))
    assert [bool(line.due) for line in over.lines] == [True, False]
    [promise] = over.contract["promises"]
    assert (promise["text"], promise["due_at"]) == (over.lines[0].text, over.contract["respond_by"])
    assert datetime.fromisoformat(over.contract["respond_by"]).tzinfo is not None


async def test_the_lane_and_the_likely_time_are_kept_with_the_stated_wait() -> None:
    over = await opened(soon(12))
    [wait] = [line.wait for line in over.lines if line.wait]
    likely = datetime.fromisoformat(wait.about or "")
    assert (wait.lane, datetime.fromisoformat(str(over.lines[0].due)) - likely) == ("normal", timedelta(minutes=6))
    assert [line.wait for line in (await opened(unknown())).lines] == [None, None]


async def test_what_is_said_now_is_in_the_contract() -> None:
    over = await opened(soon())
    assert [entry["text"] for entry in over.contract["transcript"]] == [
        "a person!",
        *(line.text for line in over.lines),
    ]
    assert over.contract["trigger"]["at_message"] == "a person!"


async def test_somebody_there_is_a_wait_and_nobody_there_a_callback() -> None:
    assert ((await opened(soon())).state, (await opened(soon())).owner) == (HandoffState.WAITING, Owner.WAITING)
    over = await opened(closed())
    assert (over.state, over.owner) == (HandoffState.CALLBACK, Owner.CALLBACK)
    assert says(over.lines[0].text, "utter_wait_closed")
    assert says(over.lines[1].text, "utter_handover_closing_callback")


async def test_no_time_is_promised_that_nobody_can_keep() -> None:
    over = await opened(unknown())
    assert says(over.lines[0].text, "utter_wait_unknown")
    assert says(over.lines[1].text, "utter_handover_closing_unknown")
    assert (over.contract["promises"], over.contract["respond_by"]) == ([], None)
    assert over.state == HandoffState.WAITING


@pytest.mark.parametrize("kind", [kind for kind in Trigger if kind != Trigger.SEVERITY])
async def test_every_reason_has_its_own_words(kind: Trigger) -> None:
    because = replace(KNOWN, slots={"handover": {"kind": kind, "explanation": "so"}})
    assert says((await opened(soon(), because)).lines[0].text, f"utter_handover_{kind}")


async def test_a_callback_was_asked_for() -> None:
    over = await opened(soon(), intent="request_callback")
    assert says(over.lines[0].text, "utter_handover_callback")
    assert not says(over.lines[0].text, "utter_wait_call_back")


async def test_off_hours_a_callback_has_a_time_to_be_there_and_that_is_the_promise() -> None:
    over = await opened(closed(), intent="request_callback")
    assert says(over.lines[0].text, "utter_wait_call_back")
    assert not says(over.lines[0].text, "utter_wait_closed")
    [promise] = over.contract["promises"]
    assert promise["due_at"] == over.contract["respond_by"] == over.lines[0].due


@pytest.mark.parametrize(
    ("cue", "intent", "response"),
    [
        ("fire, smoke or explosion", "safety_incident", "utter_handover_crisis"),
        ("fraud or account takeover", "fraud_report", "utter_handover_fraud"),
        ("fraud or account takeover", "track_order", "utter_handover_fraud"),
        ("personal data exposed", "complaint", "utter_handover_fraud"),
        ("fraud report", "fraud_report", "utter_handover_fraud"),
        ("somebody is hurt", "fraud_report", "utter_handover_crisis"),
        ("fraud or account takeover", "safety_incident", "utter_handover_crisis"),
        (None, "complaint", "utter_handover_crisis"),
    ],
)
async def test_money_and_danger_hear_different_first_sentences(cue: str | None, intent: str, response: str) -> None:
    over = await opened(unknown(), severity=4, severity_cue=cue, intent=intent)
    assert over.contract["lane"] == Lane.CRISIS
    assert over.lines[0].text.startswith(tuple(v["text"] for v in WORDING.responses[response]))


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_cues_of_fraud_are_spelt_as_the_data_spells_them(language: str) -> None:
    cues = yaml.safe_load((ROOT / f"data/severity/{language}.yml").read_text("utf-8"))["cues"]
    critical = {cue["says"] for cue in cues.values() if cue["severity"] == 4}
    by_intent = {name.replace("_", " ") for name, level in OF_INTENT.items() if level == 4}
    assert set(FRAUD_CUES) <= critical | by_intent


@pytest.mark.parametrize("waits", [soon(5), unknown(), closed()])
async def test_the_way_out_of_a_crisis_is_said_once(waits: Quoted) -> None:
    over = await opened(waits, **FIRE)
    assert " ".join(line.text for line in over.lines).count("112") == 1


async def test_a_second_hand_over_repeats_no_sentence() -> None:
    first = await opened(unknown())
    heard = [line("customer", "a person!"), *(line("bot", said.text) for said in first.lines)]
    again = await opened(unknown(), replace(KNOWN, messages=[*heard, line("customer", "I want a person")]))
    sentences = {s for said in first.lines for s in said.text.split(". ")}
    assert not sentences & {s for said in again.lines for s in said.text.split(". ")}


async def test_the_customers_own_words_do_not_count_as_said() -> None:
    echo = line("customer", "Of course. A person takes over, as you asked.")
    over = await opened(unknown(), replace(KNOWN, messages=[echo]))
    assert over.lines[0].text.startswith("Of course. A person takes over")


async def test_in_polish() -> None:
    over = await opened(soon(12), replace(KNOWN, language="pl"))
    assert over.lines[0].text.endswith("Konsultant odpisze za około 6 minut, najpóźniej za 12 minut.")


async def test_a_turn_that_broke_has_a_reason_too() -> None:
    over = await opened(unknown(), replace(KNOWN, slots={}))
    assert over.contract["trigger"]["kind"] == Trigger.COMPONENT_DOWN
    assert says(over.lines[0].text, "utter_handover_component_down")


async def test_times_are_those_of_the_customers_own_clock(pool: asyncpg.Pool) -> None:
    conversation, day = str(uuid.uuid4()), WEEKDAYS[(datetime.now(UTC).weekday() + 3) % 7]
    await pool.execute("INSERT INTO conversations (id, channel) VALUES ($1, 'web')", conversation)
    await pool.execute("UPDATE conversations SET customer = $2 WHERE id = $1", conversation, {"zone": "Asia/Tokyo"})
    hours = parse_hours({"time_zone": "Europe/Warsaw", "weekly": {day: ["08:00-20:00"]}})
    known = replace(KNOWN, conversation_id=conversation)
    over = await Opening(Waits(pool, hours), WAIT_WORDING, WORDING).open(known, {})
    opens = hours.next_opening(datetime.now(UTC))
    assert opens is not None and f"at {opens.astimezone(ZoneInfo('Asia/Tokyo')):%H:%M}" in over.lines[0].text


async def test_who_was_told_everything_hears_why_a_person_takes_over() -> None:
    told = {"kind": "failed_turns", "explanation": NOTHING_NEW.explanation}
    over = await opened(unknown(), replace(KNOWN, slots={"handover": told}))
    assert says(over.lines[0].text, "utter_handover_nothing_new")


async def test_no_hand_over_repeats_another_however_many_there_are() -> None:
    known, heard = KNOWN, set[str]()
    for _ in range(7):
        over = await opened(soon(12), known)
        said = frozenset().union(*(spoken(one.text) for one in over.lines))
        assert not said & heard
        heard |= said
        more = [line("bot", one.text) for one in over.lines]
        known = replace(known, messages=[*known.messages, *more, line("customer", "a person!")])


@pytest.mark.parametrize("language", ["en", "pl", "cs", "ru"])
async def test_a_day_that_does_not_come_back_is_named(language: str) -> None:
    severe = {"kind": "severity", "explanation": f"severity 3: {LIFE_EVENT}"}
    known = replace(KNOWN, language=language, slots={"handover": severe})
    over = await opened(unknown(), known, severity=3, severity_cue=LIFE_EVENT, intent="late_delivery")
    assert says(over.lines[0].text, "utter_handover_occasion", language)
    assert LIFE_EVENT in (ROOT / "data" / "severity" / f"{language}.yml").read_text()


@pytest.mark.parametrize("language", ["en", "pl", "cs", "ru"])
async def test_who_was_understood_is_not_told_otherwise(language: str) -> None:
    in_vain = {"kind": "failed_turns", "explanation": f"3 {NO_SUCH_ORDER}"}
    over = await opened(unknown(), replace(KNOWN, language=language, slots={"handover": in_vain}))
    assert says(over.lines[0].text, "utter_handover_not_found", language)
