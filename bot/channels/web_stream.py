"""One customer's open chat: what they say goes to the inbox, what is said to them comes in order and once.

The wire only hints that something happened. Order and completeness come from `seq`: a hint that leaves a gap,
and every CHECK_S without one, is answered from the record, so an event lost with Redis never loses a message.
"""

import asyncio
import time
import uuid
from typing import Any

from bot.channels import tokens
from bot.channels.doorkeeper import Patience
from bot.channels.frames import BadFrame, Frame, Hello, Ping, Say, Seen, Typing, parse
from bot.channels.line import Line
from bot.channels.ports import Firstline, Message
from bot.errors import NotFound, RecordDown, Refused
from bot.store.postgres import OUTAGE, within
from bot.vocabulary import Author, Channel, Owner

CHECK_S = 5.0
RECORD_S = 4.0  # silence of the record after which the customer hears that it is away (limit: 5 s)
READ_S = 1.0  # for a look at the record, during which nothing else is passed on
HELLO_S = 10.0  # a socket that has not said hello by then is not a chat
SHOWN = ("id", "seq", "author", "name", "text", "buttons", "at", "delivery", "client_id")
TRY_LATER = 1013
POLICY = 1008
RECORD_OUTAGE: tuple[type[BaseException], ...] = (RecordDown, *OUTAGE)


class Stream:
    """A new visitor gets the token of a conversation that exists nowhere yet; their first line makes it.

    So a look at the widget leaves no row, and a first line repeated after a lost connection stays one line.
    """

    def __init__(self, line: Line, firstline: Firstline, hello: Hello) -> None:
        self._line = line
        self._firstline = firstline
        self._conversations = firstline.conversations
        known = tokens.read(firstline.secret, hello.token, Channel.WEB) if hello.token else None
        self._id = known or str(uuid.uuid4())
        self._token = hello.token if known else tokens.issue(firstline.secret, self._id, Channel.WEB)
        self._sent = hello.seen if known else 0
        self._language = hello.language
        self._zone = hello.zone
        self._exists = False
        self._patience = Patience()

    async def run(self) -> None:
        """Until the customer leaves or we hang up."""
        topic = f"conversation:{self._id}"
        async with self._firstline.wire.subscribe(topic) as events:  # before the history is read: nothing falls between
            await self._welcome()
            both = [asyncio.create_task(self._listen()), asyncio.create_task(self._forward(events))]
            try:
                await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
                await next(task for task in both if task.done())
            finally:
                for task in both:
                    task.cancel()
                await asyncio.gather(*both, return_exceptions=True)

    async def _welcome(self) -> None:
        messages: list[Message] = []
        state: dict[str, str] = {"owner": Owner.BOT, "text": ""}
        try:
            state, messages = await within(RECORD_S, self._found())
            self._exists = True
        except NotFound:
            self._sent = 0
        await self._line.send(
            type="welcome",
            token=self._token,
            conversation=self._id,
            after=self._sent,
            state={"owner": state["owner"], "text": state["text"]},
            messages=[_shown(message) for message in messages],
        )
        self._sent = messages[-1]["seq"] if messages else self._sent

    async def _found(self) -> tuple[dict[str, str], list[Message]]:
        state = await self._conversations.state(self._id)
        return state, await self._conversations.history(self._id, self._sent)

    async def _listen(self) -> None:
        while (raw := await self._line.receive()) is not None:
            try:
                if not self._patience.allows():
                    raise BadFrame("too_fast")
                await self._act(parse(raw))
            except BadFrame as bad:
                await self._line.send(type="error", reason=bad.reason)
                if not self._patience.strike():
                    await self._line.close(POLICY, bad.reason)
                    return

    async def _act(self, frame: Frame) -> None:
        match frame:
            case Say():
                await self._say(frame)
            case Seen(seq) if self._exists:
                await self._conversations.delivered(self._id, min(seq, self._sent))
            case Typing(on) if self._exists:
                await self._conversations.typing(self._id, Author.CUSTOMER, on)
            case Ping():
                await self._line.send(type="pong")
            case Hello():
                raise BadFrame("unknown_type")

    async def _say(self, say: Say) -> None:
        first = not self._exists
        try:
            message = await within(RECORD_S, self._take(say))
        except Refused as refused:
            await self._line.send(type="refused", id=say.id, reason=refused.reason, text=refused.text)
            return
        receipt = {"token": self._token} if first else {}
        await self._line.send(type="accepted", id=say.id, seq=message["seq"], at=message["at"], **receipt)

    async def _take(self, say: Say) -> Message:
        if not self._exists:
            await self._conversations.open(Channel.WEB, self._language, self._id)
            self._exists = True
        if self._zone is not None:
            await self._conversations.lives_in(self._id, self._zone)
            self._zone = None
        return await self._conversations.accept(self._id, Channel.WEB, say.id, say.text, say.payload)

    async def _forward(self, events: asyncio.Queue[dict[str, Any]]) -> None:
        check_at = time.monotonic() + CHECK_S
        while True:
            try:
                await self._pass_on(await asyncio.wait_for(events.get(), max(0.0, check_at - time.monotonic())))
            except TimeoutError:
                check_at = time.monotonic() + CHECK_S
                await self._check()

    async def _pass_on(self, event: dict[str, Any]) -> None:
        match event:
            case {"kind": "message", "seq": seq} if seq == self._sent + 1:
                await self._send(event)
            case {"kind": "message", "seq": seq} if seq > self._sent:
                await self._catch_up()
            case {"kind": "typing", "author": author, "on": on} if author != Author.CUSTOMER:
                await self._line.send(type="typing", author=author, on=on)
            case {"kind": "state", "owner": owner, "text": text}:
                await self._line.send(type="state", owner=owner, text=text)
            case {"kind": "notice", "text": text}:
                await self._line.send(type="notice", text=text)

    async def _check(self) -> None:
        if self._exists and await self._catch_up():
            state = await within(READ_S, self._conversations.state(self._id))
            await self._line.send(type="state", owner=state["owner"], text=state["text"])

    async def _catch_up(self) -> int:
        try:
            missed = await within(READ_S, self._conversations.history(self._id, self._sent))
        except RECORD_OUTAGE:
            return 0  # the next check finds it
        for message in missed:
            await self._send(message)
        return len(missed)

    async def _send(self, message: Message) -> None:
        await self._line.send(type="message", **_shown(message))
        self._sent = message["seq"]


def _shown(message: Message) -> Message:
    return {key: message[key] for key in SHOWN}


async def converse(line: Line, firstline: Firstline) -> None:
    """From hello to the end. Without the record that is TRY_LATER; the client keeps what was not taken."""
    hello = await _hello(line)
    if hello is None:
        return
    try:
        await Stream(line, firstline, hello).run()
    except RECORD_OUTAGE:
        await line.close(TRY_LATER, "try_again_later")


async def _hello(line: Line) -> Hello | None:
    reason = "hello_expected"
    try:
        raw = await asyncio.wait_for(line.receive(), HELLO_S)
        frame = parse(raw) if raw is not None else None
        if isinstance(frame, Hello) or frame is None:
            return frame
    except (BadFrame, TimeoutError) as failure:
        reason = failure.reason if isinstance(failure, BadFrame) else reason
    await line.send(type="error", reason=reason)
    await line.close(POLICY, reason)
    return None
