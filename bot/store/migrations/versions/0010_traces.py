"""Every decision leaves a trace beside the message it answers."""

from alembic import op

revision = "0010"
down_revision = "0009"

UPGRADE = """
ALTER TABLE messages ADD COLUMN trace jsonb;
COMMENT ON COLUMN messages.trace IS 'why the turn that answered it did what it did (bot/policy/trace.py); of messages
answered as one the last has it, the others {"read_with": its id}';
"""

DOWNGRADE = "ALTER TABLE messages DROP COLUMN trace"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
