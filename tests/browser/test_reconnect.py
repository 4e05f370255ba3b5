"""A customer whose network comes and goes."""

from playwright.async_api import expect

from tests.browser.conftest import Customers
from tests.browser.program import Program


async def test_what_a_person_wrote_meanwhile_arrives_in_order_and_once(customer: Customers, program: Program) -> None:
    chat = await customer()
    handoff = await chat.with_a_person(program, "a lamp in the lift")
    await chat.go_offline()
    await program.reply(handoff["id"], "first line")
    await program.reply(handoff["id"], "second line")
    await expect(chat.banner.filter(has_text="No connection")).to_be_visible()
    await expect(chat.lines("human")).to_have_count(0)
    await chat.go_offline(False)
    await expect(chat.lines("human")).to_have_text(["first line", "second line"])
    await expect(chat.banner.filter(has_text="No connection")).to_have_count(0)


async def test_lines_typed_offline_wait_and_are_sent_once(customer: Customers, program: Program) -> None:
    chat = await customer()
    handoff = await chat.with_a_person(program, "a lamp in the tunnel")
    await chat.go_offline()
    await chat.write("written in the tunnel")
    await chat.write("and a bit more")
    await expect(chat.pending).to_have_count(2)
    await chat.go_offline(False)
    await expect(chat.pending).to_have_count(0)
    await expect(chat.lines("customer")).to_contain_text(["a lamp", "written in the tunnel", "and a bit more"])
    await chat.page.reload()
    await expect(chat.lines("customer")).to_have_count(3)
    stored = await program.texts(handoff["conversation_id"])
    assert [text for text in stored if "tunnel" in text or "bit more" in text][1:] == [
        "written in the tunnel",
        "and a bit more",
    ]


async def test_a_first_line_written_offline_starts_the_conversation_later(customer: Customers) -> None:
    chat = await customer()
    await chat.go_offline()
    await chat.write("Where is my order?")
    await expect(chat.pending).to_have_count(1)
    await chat.go_offline(False)
    await expect(chat.lines("bot")).to_have_count(1)
    await expect(chat.lines("customer")).to_have_count(1)


async def test_a_reload_keeps_the_conversation_and_its_state(customer: Customers) -> None:
    chat = await customer()
    await chat.ask("Where is my order?")
    await chat.ask_for_a_person()
    before = await chat.all_lines.all_inner_texts()
    await chat.page.reload()
    await expect(chat.all_lines).to_have_text(before)
    await expect(chat.banner).to_contain_text("A person will take over")
