"""What an answer leads to: it is stored, the unhappy get a person at once, and what is no answer goes to the bot."""

from typing import Any

import asyncpg
import pytest

from bot.vocabulary import LANGUAGES
from tests.promises.settled_before import Shop, noon

LATE = {"intent": {"name": "late_delivery", "confidence": 0.9}}
THANKS = {"intent": {"name": "thank", "confidence": 0.9}}
INVOICE = {"intent": {"name": "get_invoice", "confidence": 0.9}}


@pytest.fixture
async def shop(pool: asyncpg.Pool) -> Shop:
    """No question is left to ask from other tests."""
    await pool.execute("DELETE FROM follow_ups")
    return Shop(pool)


async def owner(shop: Shop, whose: str) -> str:
    return str(await shop.pool.fetchval("SELECT owner FROM conversations WHERE id = $1", whose))


async def contract(shop: Shop, whose: str) -> dict[str, Any]:
    return dict(await shop.pool.fetchval("SELECT contract FROM handoffs WHERE conversation_id = $1", whose))


async def values(shop: Shop, whose: str) -> tuple[Any, ...]:
    row = await shop.row(whose)
    return row["state"], row["worked"], row["score"], row["line"]


async def test_a_good_score_is_stored_and_thanked_for(shop: Shop) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, "5, it came the next day")
    assert await values(shop, whose) == ("answered", True, 5, "it came the next day")
    assert (await shop.told(whose))[1] == "Thank you for telling me; your answer is noted with your case."
    message = (await shop.desk.lines(whose))[1]
    assert (message["delivery"], message["scores"]["severity"]) == ("handled", 0)


async def test_so_so_is_offered_a_person(shop: Shop) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, "3")
    [_, _, thanks] = await shop.desk.lines(whose)
    assert thanks["buttons"] == [{"title": "Something is still open", "payload": "/contact_human_agent"}]
    assert await owner(shop, whose) == "bot"


@pytest.mark.parametrize("text", ["1", "2, the lamp flickers again", "no", "it still does not work"])
async def test_whoever_is_unhappy_gets_a_person_at_once(shop: Shop, text: str) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, text)
    assert await owner(shop, whose) == "waiting"
    handed = await contract(shop, whose)
    assert (handed["lane"], handed["trigger"]["kind"]) == ("priority", "dissatisfied")
    assert [line["author"] for line in handed["transcript"]] == ["bot", "customer", "bot", "bot"]
    assert handed["summary"]["issue"].startswith("late delivery")
    assert handed["history"]["previous_failures"] == 1
    assert (await values(shop, whose))[:2] == ("answered", False)
    assert (await shop.told(whose))[1].startswith("I'm sorry that the solution did not hold. A person takes over")


async def test_the_promise_of_that_wait_is_in_the_ledger(shop: Shop) -> None:
    whose = await shop.asked()
    await shop.writes(whose, "1")
    states = await shop.pool.fetch("SELECT state FROM promises WHERE conversation_id = $1", whose)
    assert [row["state"] for row in states] == ["open"]


async def test_danger_in_an_answer_goes_to_the_crisis_lane(shop: Shop) -> None:
    whose = await shop.asked()
    await shop.writes(whose, "1, the new one caught fire", severity=4, severity_cue="fire")
    assert (await contract(shop, whose))["lane"] == "crisis"
    assert "112" in (await shop.told(whose))[1]


async def test_danger_behind_a_good_score_is_for_the_bot_to_see(shop: Shop) -> None:
    whose = await shop.asked()
    assert not await shop.writes(whose, "4, but it caught fire", severity=4)
    assert (await values(shop, whose))[:3] == ("answered", True, 4)


async def test_after_a_plain_yes_the_number_may_follow(shop: Shop) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, "Yes, it worked", "/affirm")
    assert (await shop.told(whose))[1].startswith("I'm glad to hear it, thank you.")
    assert await shop.writes(whose, "4")
    assert await values(shop, whose) == ("answered", True, 4, "Yes, it worked")
    assert not await shop.writes(whose, "2")


@pytest.mark.parametrize("text", ["no", "how do I return a lamp", "yes"])
async def test_after_a_plain_yes_nothing_else_is_taken(shop: Shop, text: str) -> None:
    whose = await shop.asked()
    await shop.writes(whose, "yes")
    assert not await shop.writes(whose, text)
    assert (await values(shop, whose))[:2] == ("answered", True)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_buttons_under_the_question_are_understood(shop: Shop, language: str) -> None:
    for variant, worked in ((0, True), (1, False)):
        whose = await shop.asked(language)
        button = (await shop.desk.lines(whose))[0]["buttons"][variant]
        assert await shop.writes(whose, button["title"], button["payload"])
        assert (await shop.row(whose))["worked"] is worked


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_title_of_the_question_can_be_read(shop: Shop, language: str) -> None:
    for variant in shop.desk.wording.responses["utter_follow_up_question"]:
        conditions = [c["value"] for c in variant.get("condition", [])]
        if conditions != ([] if language == "en" else [language]):
            continue
        for button, worked in zip(variant["buttons"], (True, False), strict=True):
            whose = await shop.asked(language)
            await shop.writes(whose, button["title"], button["payload"])
            assert (await shop.row(whose))["worked"] is worked, button["title"]


async def test_words_that_tell_of_the_same_problem_are_a_no(shop: Shop) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, "where on earth is that parcel", **LATE)
    assert await owner(shop, whose) == "waiting"


async def test_words_of_thanks_are_a_yes(shop: Shop) -> None:
    whose = await shop.asked()
    assert await shop.writes(whose, "you people made my day", **THANKS)
    assert (await values(shop, whose))[:2] == ("asked", True)


async def test_another_matter_is_the_bots_and_ends_the_asking(shop: Shop) -> None:
    whose = await shop.asked()
    assert not await shop.writes(whose, "how do I get the bill", **INVOICE)
    assert (await values(shop, whose))[0] == "passed"
    assert not await shop.writes(whose, "no")


async def test_a_question_inside_an_answer_is_stored_and_answered_by_the_bot(shop: Shop) -> None:
    whose = await shop.asked()
    assert not await shop.writes(whose, "5, and where is my invoice?", **INVOICE)
    assert (await values(shop, whose))[:3] == ("answered", True, 5)


async def test_another_button_is_no_answer(shop: Shop) -> None:
    whose = await shop.asked()
    await shop.pool.execute(
        "UPDATE messages SET buttons = $2 WHERE conversation_id = $1",
        whose,
        [{"title": "No, a person", "payload": "/contact_human_agent"}],
    )
    assert not await shop.writes(whose, "No, a person", "/contact_human_agent")


async def test_an_answer_weeks_later_is_none(shop: Shop) -> None:
    whose = await shop.asked()
    long_ago = "UPDATE follow_ups SET asked_at = asked_at - interval '8 days' WHERE conversation_id = $1"
    await shop.pool.execute(long_ago, whose)
    assert not await shop.writes(whose, "no")


@pytest.mark.parametrize(
    ("language", "text"), [("en", "stop"), ("pl", "nie pisz"), ("cs", "neposílejte"), ("ru", "не пишите")]
)
async def test_opting_out_is_remembered_for_the_customer(shop: Shop, language: str, text: str) -> None:
    mail = f"{language}@example.com"
    whose, elsewhere = await shop.asked(language), await shop.settled("damaged_item", language, customer=mail)
    await shop.pool.execute("UPDATE follow_ups SET customer = $2 WHERE conversation_id = $1", whose, mail)
    assert await shop.writes(whose, text)
    assert len(await shop.told(whose)) == 2
    later = await shop.settled("wrong_item", language, customer=mail)
    await shop.follow_ups(noon(5))
    for conversation in (elsewhere, later):
        assert await shop.told(conversation) == []
        assert (await shop.row(conversation))["reason"] == "the customer wishes no such questions"


async def test_after_a_person_has_talked_a_no_answers_something_else(shop: Shop) -> None:
    whose = await shop.asked()
    said = """INSERT INTO messages (id, conversation_id, seq, author, text, delivery)
        VALUES ($1, $1, 2, 'human', 'x', 'pending')"""
    await shop.pool.execute(said, whose)
    await shop.pool.execute("UPDATE conversations SET last_seq = 2 WHERE id = $1", whose)
    assert not await shop.writes(whose, "no")


async def test_what_was_written_before_the_question_is_no_answer_to_it(shop: Shop) -> None:
    """It was on its way when the question was asked."""
    whose = await shop.asked()
    await shop.pool.execute("UPDATE follow_ups SET asked_seq = 99 WHERE conversation_id = $1", whose)
    assert not await shop.writes(whose, "no")


def test_an_answer_among_other_messages_is_read_by_itself(shop: Shop) -> None:
    messages = [{"text": text} for text in ("hello", "my parcel is late", "stop", "and another thing")]
    assert shop.replies.before_an_answer(messages) == messages[:2]
    assert shop.replies.before_an_answer(messages[2:]) == messages[2:]
