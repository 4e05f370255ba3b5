"""Which promises are stated waits, and the likely moment they named: the truth page holds both against what came."""

from alembic import op

revision = "0006"
down_revision = "0005"

# Before this revision nothing marked a wait: what the program itself promised for a hand-over was one.
UPGRADE = """
ALTER TABLE promises
    ADD COLUMN wait_lane text CHECK (wait_lane IN ('crisis', 'priority', 'normal')),
    ADD COLUMN wait_about_at timestamptz;
COMMENT ON COLUMN promises.wait_lane IS 'set where the promise is a stated wait: the lane it was stated for';
COMMENT ON COLUMN promises.wait_about_at IS 'the moment named as the likely one; due_at is the latest';
UPDATE promises p SET wait_lane = h.lane FROM handoffs h
WHERE h.id = p.handoff_id AND p.made_by IN ('bot', 'system');
CREATE INDEX promises_waits ON promises (created_at) WHERE wait_lane IS NOT NULL;
"""

DOWNGRADE = "ALTER TABLE promises DROP COLUMN wait_lane, DROP COLUMN wait_about_at"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
