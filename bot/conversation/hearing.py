"""Reads what a customer has written since the last answer: which of it is one, what it says, and whether more comes."""

from collections.abc import Sequence

from bot.conversation.burst import Burst, Message, as_one, joined, together
from bot.conversation.dialogue import Dialogue
from bot.conversation.listening import Patience, pause_s
from bot.conversation.reading import Conversation


class Hearing:
    def __init__(self, dialogue: Dialogue, patience: Patience) -> None:
        self.dialogue = dialogue
        self._patience = patience

    async def hear(self, messages: Sequence[Message]) -> Burst:
        """Of the messages that wait, oldest first, those that are answered together; the rest is another turn's."""
        each = [await self.dialogue.read(message) for message in messages]
        count = together(messages, each)
        if count == 1:
            return Burst(messages[:1], each[:1], each[0])
        first, read = messages[:count], each[:count]
        whole = await self.dialogue.understand(joined(first), first[0]["conversation_id"])
        return Burst(first, read, as_one(whole, first, read))

    def pause_s(self, conversation: Conversation, messages: Sequence[Message], burst: Burst) -> float:
        """Seconds to listen on. What a plain yes or a pressed button follows already is complete."""
        if len(messages) > len(burst.messages) or burst.messages[0].get("payload"):
            return 0.0
        ages = (conversation.since_first_s, conversation.since_last_s)
        return pause_s(burst.parsed, conversation.channel, *ages, self._patience)
