"""Dialogues that ask not only what was said but why: the trace of each decision."""

from tests.conversations.chat import Chat


async def test_a_late_parcel_step_by_step(chat: Chat) -> None:
    await chat.says("My parcel is late!")
    first = await chat.why()
    assert first["stages"] == ["acknowledge", "clarify"]
    assert [step["because"] for step in first["steps"]] == [
        ["late_delivery is a problem not yet acknowledged"],
        ["order_number is missing"],
    ]
    await chat.says("FL-10002, anna@example.com")
    second = await chat.why()
    assert second["stages"] == ["act"]
    assert second["steps"][0]["skipped"] == [
        {"stage": "acknowledge", "why": "late_delivery was acknowledged before"},
        {"stage": "clarify", "why": "known: order_number, email"},
    ]


async def test_anger_goes_to_a_person_with_the_number_and_its_threshold(chat: Chat) -> None:
    await chat.says("You are thieves, this is the worst shop ever, I am furious!!!")
    (step,) = (await chat.why())["steps"]
    assert (step["stage"], step["rule"]) == ("hand over", "frustration")
    fired = next(check for check in step["checks"] if check["fired"])
    assert (fired["rule"], fired["threshold"]) == ("frustration", 0.7)
    assert fired["value"] >= fired["threshold"]


async def test_two_wishes_are_two_decisions(chat: Chat) -> None:
    await chat.says("How long is delivery? And which payment methods do you accept?")
    trace = await chat.why()
    assert trace["stages"] == ["simple answer", "simple answer"]
    assert [step["action"] for step in trace["steps"]] == ["utter_delivery_period", "utter_payment_methods"]
    assert all(step["checks"] for step in trace["steps"])
