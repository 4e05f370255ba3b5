"""People at the desk: who may in, who comes first, who has whom, how a case ends."""

from playwright.async_api import Browser, expect

from tests.browser.conftest import Customers, Desks
from tests.browser.desk_page import DeskPage
from tests.browser.program import Program
from tests.server import RunningServer


async def test_a_wrong_password_opens_nothing(browser: Browser, server: RunningServer) -> None:
    async with DeskPage.visit(browser, server.url) as person:
        name, _ = server.first_login
        await person.try_password(name, "not-the-password")
        await expect(person.page.get_by_role("alert")).to_have_text("Name or password is wrong.")
        await person.page.goto(f"{server.url}/desk")
        await expect(person.page.get_by_label("Password")).to_be_visible()


async def test_the_queue_is_live_and_puts_danger_first(desk: Desks, program: Program) -> None:
    person = await desk()
    await program.say("queue-1", "I want to talk to a person about a normal lamp")
    await expect(person.lane("normal")).to_contain_text("a normal lamp")
    await program.say("queue-2", "My lawyer will write to you about the priority lamp")
    await expect(person.lane("priority")).to_contain_text("the priority lamp")
    await program.say("queue-3", "The crisis lamp caught fire and my hand is burned")
    await expect(person.lane("crisis")).to_contain_text("The crisis lamp")
    lanes = await person.queue.locator("section[data-lane]").evaluate_all("all => all.map(s => s.dataset.lane)")
    assert [lane for lane in lanes if lane] == ["crisis", "priority", "normal"]
    waiting = await person.queue.locator("section:not([data-lane='']) a").count()
    await expect(person.page).to_have_title(f"({waiting}) Desk")


async def test_danger_told_while_waiting_moves_the_hand_over_to_the_crisis_lane(desk: Desks, program: Program) -> None:
    person = await desk()
    await program.say("smoke-1", "I want to talk to a person about a warm lamp")
    await expect(person.lane("normal")).to_contain_text("a warm lamp")
    told = await program.say("smoke-1", "The lamp is burning, there is smoke everywhere!")
    assert "112" in told[0]["text"]
    await expect(person.lane("crisis")).to_contain_text("a warm lamp")


async def test_a_conversation_of_another_channel_can_be_read(desk: Desks, program: Program) -> None:
    person = await desk()
    await program.say("ania 1/2%", "I want to talk to a person about a foreign lamp")
    await person.open("a foreign lamp")
    await expect(person.lines("customer")).to_have_text("I want to talk to a person about a foreign lamp")
    await expect(person.head.get_by_role("alert")).to_have_count(0)


async def test_what_somebody_else_has_claimed_is_shown_and_cannot_be_answered(desk: Desks, program: Program) -> None:
    person = await desk()
    await program.say("colleague-1", "I want to talk to a person about a shared lamp")
    await person.open("a shared lamp")
    await expect(person.note).to_have_text("Claim it to reply.")
    await program.claim((await program.hand_over_of("a shared lamp"))["id"])
    await expect(person.note).to_have_text("maja has this conversation.")
    await expect(person.box).to_be_disabled()
    await expect(person.page.get_by_role("button", name="Send")).to_be_disabled()
    await expect(person.queue.locator("section").filter(has_text="With colleagues")).to_contain_text("a shared lamp")


async def test_a_case_is_closed_with_its_cause_and_the_customer_hears_how_to_come_back(
    customer: Customers, desk: Desks, program: Program
) -> None:
    chat, person = await customer(), await desk()
    await chat.ask_for_a_person("I want to talk to a person about a solved lamp")
    await person.claim("a solved lamp")
    handoff = await program.hand_over_of("a solved lamp")
    await person.page.get_by_role("button", name="Close…").click()
    dialog = person.page.get_by_role("dialog")
    await dialog.get_by_label("What was the cause?").select_option("supplier")
    await dialog.get_by_label("What was done?").fill("A new lamp is on its way.")
    await dialog.get_by_role("button", name="Close the case").click()
    await expect(person.row("a solved lamp")).to_have_count(0)
    await expect(person.note).to_have_text("This hand-over is over.")
    await expect(chat.lines("system").last).to_contain_text("closed")
    await expect(chat.button("It is not solved")).to_be_visible()
    closed = await program.handoff(handoff["id"])
    assert (closed["state"], closed["cause"]) == ("closed", "supplier")


async def test_a_shift_needs_no_mouse(desk: Desks, program: Program) -> None:
    person = await desk()
    await program.say("keys-1", "I want to talk to a person about a keyboard lamp")
    await expect(person.row("a keyboard lamp")).to_be_visible()
    keys, title = person.page.keyboard, person.head.locator("h1")
    await keys.press("j")
    for _ in range(await person.queue.locator("a").count()):
        if "a keyboard lamp" in await title.inner_text():
            break
        before = await title.inner_text()
        await keys.press("j")
        await expect(title).not_to_have_text(before)
    await keys.press("c")
    await expect(person.box).to_be_enabled()
    await keys.press("r")
    await keys.type("Hello,")
    await keys.press("Shift+Enter")
    await keys.type("I am here.")
    await keys.press("Enter")
    await expect(person.lines("human")).to_have_text("Hello,\nI am here.")
    await keys.press("Escape")
    await keys.press("?")
    await expect(person.page.get_by_role("heading", name="Keyboard", exact=True)).to_be_visible()
