"""Who may speak. The allowed moves of a conversation's owner; the record makes each move compare-and-set."""

from bot.errors import WrongState
from bot.vocabulary import Owner

MOVES: dict[Owner, frozenset[Owner]] = {
    Owner.BOT: frozenset({Owner.WAITING, Owner.CALLBACK}),
    Owner.WAITING: frozenset({Owner.HUMAN, Owner.CALLBACK, Owner.BOT}),
    Owner.CALLBACK: frozenset({Owner.HUMAN, Owner.WAITING, Owner.BOT}),
    Owner.HUMAN: frozenset({Owner.BOT}),
}


def check_move(owner: Owner, next_owner: Owner) -> None:
    """Raises WrongState for a move that is not in MOVES; staying is always allowed."""
    if next_owner != owner and next_owner not in MOVES[owner]:
        raise WrongState(f"{owner} cannot become {next_owner}", owner)
