import asyncio
from types import SimpleNamespace

import pytest
from visitor import visiting

from bot.channels import tokens, web_stream
from bot.vocabulary import Channel


async def test_a_look_leaves_nothing_behind(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        assert browser.welcome["messages"] == []
        assert browser.welcome["state"] == {"owner": "bot", "text": ""}
        await browser.send(type="typing", on=True)
        await browser.send(type="seen", seq=3)
        await browser.send(type="ping")
        assert await browser.hear() == {"type": "pong"}
    assert chat.conversations.messages == {}
    assert chat.conversations.heard_typing == []


async def test_the_first_line_opens_the_conversation_and_brings_its_token(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        accepted = await browser.say("Where is my lamp?")
        conversation = browser.welcome["conversation"]
        assert [m["text"] for m in chat.conversations.messages[conversation]] == ["Where is my lamp?"]
        assert accepted["seq"] == 1
        assert accepted["token"] == browser.welcome["token"]
        assert "token" not in await browser.say("And my table?")


async def test_the_conversation_knows_the_zone_the_browser_is_in(chat: SimpleNamespace):
    async with visiting(chat, zone="America/New_York") as browser:
        await browser.say("hi")
        token, conversation = browser.welcome["token"], browser.welcome["conversation"]
        assert chat.conversations.zones == {conversation: "America/New_York"}
    async with visiting(chat, token, zone="Asia/Tokyo") as travelled:
        assert chat.conversations.zones[conversation] == "America/New_York"  # a look writes nothing
        await travelled.say("me again")
        assert chat.conversations.zones[conversation] == "Asia/Tokyo"
    async with visiting(chat, token, zone="Mars/Base") as lost:
        await lost.say("and again")
        assert chat.conversations.zones[conversation] == "Asia/Tokyo"


async def test_answers_arrive_in_order_while_connected(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.send(type="say", id="a", text="hi")
        await browser.hear("message")
        for text in ("one", "two", "three"):
            await chat.conversations.add(browser.welcome["conversation"], "bot", text)
        assert await browser.lines(3) == ["one", "two", "three"]


async def test_a_first_line_whose_receipt_was_lost_is_taken_once(chat: SimpleNamespace):
    async with visiting(chat) as lost:
        await lost.send(type="say", id="a-1", text="My parcel is late")
        token = lost.welcome["token"]
    await asyncio.sleep(0.1)
    async with visiting(chat, token) as back:
        await back.say("My parcel is late", id="a-1")
        assert back.welcome["conversation"] == lost.welcome["conversation"]
    assert [len(messages) for messages in chat.conversations.messages.values()] == [1]


async def test_who_comes_back_gets_what_was_missed_and_only_that(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        token, conversation = browser.welcome["token"], browser.welcome["conversation"]
    await chat.conversations.add(conversation, "bot", "while away")
    async with visiting(chat, token, seen=1) as back:
        assert [m["text"] for m in back.welcome["messages"]] == ["while away"]
        assert back.welcome["after"] == 1
    async with visiting(chat, token) as reloaded:
        assert [m["seq"] for m in reloaded.welcome["messages"]] == [1, 2]


async def test_knowing_a_conversations_id_opens_nothing(chat: SimpleNamespace):
    async with visiting(chat) as customer:
        await customer.say("my secret")
        conversation = customer.welcome["conversation"]
    forged = [conversation, tokens.issue(b"a secret that somebody has guessed", conversation, Channel.WEB)]
    forged += [tokens.issue(b"a secret that only this test knows", conversation, Channel.REST)]
    for token in forged:
        async with visiting(chat, token) as stranger:
            assert stranger.welcome["conversation"] != conversation
            assert stranger.welcome["messages"] == []
            await chat.conversations.add(conversation, "bot", "for the customer only")
            assert await stranger.silent("message")


async def test_another_tab_sees_both_sides(chat: SimpleNamespace):
    async with visiting(chat) as tab:
        await tab.say("hi")
        async with visiting(chat, tab.welcome["token"]) as other:
            await tab.say("from the first tab", id="t-1")
            message = await other.hear("message")
            assert (message["text"], message["author"], message["client_id"]) == (
                "from the first tab",
                "customer",
                "t-1",
            )


async def test_a_line_the_wire_lost_is_found_in_the_record(chat: SimpleNamespace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(web_stream, "CHECK_S", 0.1)
    async with visiting(chat) as browser:
        await browser.say("hi")
        await browser.lines(1)
        chat.conversations.owner = {"owner": "human", "text": "Marta is here"}
        await chat.conversations.add(browser.welcome["conversation"], "bot", "nobody was told", told=False)
        assert await browser.lines(1) == ["nobody was told"]
        assert (await browser.hear("state"))["owner"] == "human"


async def test_a_gap_is_filled_before_the_line_that_showed_it(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        await browser.lines(1)
        conversation = browser.welcome["conversation"]
        await chat.conversations.add(conversation, "bot", "untold", told=False)
        await chat.conversations.add(conversation, "bot", "told")
        assert await browser.lines(2) == ["untold", "told"]


async def test_a_line_told_twice_or_late_is_shown_once(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        await browser.lines(1)
        conversation = browser.welcome["conversation"]
        first = await chat.conversations.add(conversation, "bot", "first", told=False)
        second = await chat.conversations.add(conversation, "bot", "second", told=False)
        for message in (second, first, second, first):
            await chat.wire.publish(f"conversation:{conversation}", {"kind": "message", **message})
        assert await browser.lines(2) == ["first", "second"]
        assert await browser.silent("message")


async def test_scores_never_reach_the_customer(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        await chat.conversations.add(browser.welcome["conversation"], "bot", "hello")
        assert "scores" not in await browser.hear("message")
        async with visiting(chat, browser.welcome["token"]) as back:
            assert all("scores" not in message for message in back.welcome["messages"])


async def test_the_other_side_is_seen_typing_and_oneself_is_not(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        conversation = browser.welcome["conversation"]
        await browser.send(type="typing", on=True)
        await asyncio.sleep(0.05)
        assert chat.conversations.heard_typing == [True]
        await chat.conversations.typing(conversation, "human", True)
        assert await browser.hear("typing") == {"type": "typing", "author": "human", "on": True}


async def test_the_owners_state_is_passed_on_without_anything_else(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        event = {"kind": "state", "owner": "waiting", "text": "About 4 minutes", "agent_note": "internal"}
        await chat.wire.publish(f"conversation:{browser.welcome['conversation']}", event)
        assert await browser.hear("state") == {"type": "state", "owner": "waiting", "text": "About 4 minutes"}


async def test_what_was_received_is_acknowledged_and_nothing_beyond(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        await chat.conversations.add(browser.welcome["conversation"], "bot", "hello")
        await browser.lines(2)
        await browser.send(type="seen", seq=2**50)
        await browser.send(type="ping")
        await browser.hear("pong")
        assert chat.conversations.acknowledged == {browser.welcome["conversation"]: 2}


async def test_a_refused_line_comes_back_with_its_reason(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        refused = await browser.say("x" * 2001, id="long")
        assert refused == {
            "type": "refused",
            "id": "long",
            "reason": "too_long",
            "text": "Please write it in two messages.",
        }


async def test_a_notice_is_passed_on_and_is_no_line_of_the_conversation(chat: SimpleNamespace):
    async with visiting(chat) as browser:
        await browser.say("hi")
        event = {"kind": "notice", "text": "The answer takes longer than usual."}
        await chat.wire.publish(f"conversation:{browser.welcome['conversation']}", event)
        assert await browser.hear("notice") == {
            "type": "notice",
            "text": "The answer takes longer than usual.",
        }
