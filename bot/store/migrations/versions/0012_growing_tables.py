"""Tables that grow for ever are asked by index: promises of a conversation, grants of an order, what is asked later."""

from alembic import op

revision = "0012"
down_revision = "0011"

UPGRADE = """
CREATE INDEX promises_made ON promises (conversation_id, created_at);
CREATE INDEX grants_order ON grants (order_number);
CREATE INDEX follow_ups_conversation ON follow_ups (conversation_id, settled_at);
CREATE INDEX follow_ups_handoff ON follow_ups (handoff_id) WHERE handoff_id IS NOT NULL;
CREATE INDEX gestures_conversation ON gestures (conversation_id);
CREATE INDEX gestures_follow_up ON gestures (follow_up_id);
"""

DOWNGRADE = """
DROP INDEX promises_made, grants_order, follow_ups_conversation, follow_ups_handoff, gestures_conversation,
    gestures_follow_up
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
