import itertools

import pytest

from bot.conversation.ownership import MOVES, check_move
from bot.errors import WrongState
from bot.vocabulary import Owner

ALLOWED = {
    ("bot", "waiting"),
    ("bot", "callback"),
    ("waiting", "human"),
    ("waiting", "callback"),
    ("waiting", "bot"),
    ("callback", "human"),
    ("callback", "waiting"),
    ("callback", "bot"),
    ("human", "bot"),
}


@pytest.mark.parametrize(("owner", "next_owner"), itertools.permutations(Owner, 2))
def test_a_conversation_only_moves_as_designed(owner: Owner, next_owner: Owner) -> None:
    if (owner, next_owner) in ALLOWED:
        check_move(owner, next_owner)
    else:
        with pytest.raises(WrongState) as refused:
            check_move(owner, next_owner)
        assert refused.value.state == owner


@pytest.mark.parametrize("owner", Owner)
def test_staying_is_always_allowed(owner: Owner) -> None:
    check_move(owner, owner)


def test_every_owner_can_get_back_to_the_bot() -> None:
    assert all(owner == Owner.BOT or Owner.BOT in MOVES[owner] for owner in Owner)
