"""Promises say what keeps them and where that is looked up; what is still owed stays visible after its time."""

from alembic import op

revision = "0004"
down_revision = "0003"

# Before this revision only a hand-over's own promises could be settled; days of orders were never looked up again.
UPGRADE = """
ALTER TABLE promises
    ADD COLUMN kind text NOT NULL DEFAULT 'start' CHECK (kind IN ('start', 'message', 'refund', 'delivery')),
    ADD COLUMN about jsonb,
    ADD COLUMN channel text,
    ADD COLUMN updates int NOT NULL DEFAULT 0,
    ADD COLUMN owed boolean NOT NULL DEFAULT true,
    ADD COLUMN told_at timestamptz,
    ADD COLUMN checked_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN expected_on date;
COMMENT ON COLUMN promises.kind IS 'the evidence that keeps it';
COMMENT ON COLUMN promises.about IS 'where the evidence is: order_number and email for what the shop does';
COMMENT ON COLUMN promises.updates IS 'how often the same thing had been given another time before';
COMMENT ON COLUMN promises.owed IS 'the customer still waits for it, whether or not its time has passed';
COMMENT ON COLUMN promises.told_at IS 'when the customer was told that it will not hold';
COMMENT ON COLUMN promises.checked_at IS 'when the shop was last asked for evidence';
COMMENT ON COLUMN promises.expected_on IS 'the day the shop now expects';
UPDATE promises SET owed = state = 'open', kind = CASE WHEN handoff_id IS NULL THEN 'delivery' ELSE 'start' END;
UPDATE promises p SET channel = c.channel FROM conversations c WHERE c.id = p.conversation_id;
CREATE INDEX promises_owed ON promises (due_at) WHERE owed;
CREATE INDEX promises_settled ON promises (settled_at);
CREATE INDEX promises_conversation ON promises (conversation_id) WHERE owed;
"""

DOWNGRADE = """
DROP INDEX promises_settled;
ALTER TABLE promises DROP COLUMN kind, DROP COLUMN about, DROP COLUMN channel, DROP COLUMN updates,
    DROP COLUMN owed, DROP COLUMN told_at, DROP COLUMN checked_at, DROP COLUMN expected_on
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
