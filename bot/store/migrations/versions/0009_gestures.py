"""Gestures: what somebody got unasked after their problem ended well, and when a customer got one last."""

from alembic import op

revision = "0009"
down_revision = "0007"

# An order has one grant that was chosen; a gesture is granted beside it, from the same limits and the same budget.
UPGRADE = """
ALTER TABLE grants ADD COLUMN gesture boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN grants.gesture IS 'nobody asked for it';
DROP INDEX grants_one_an_order;
CREATE UNIQUE INDEX grants_one_an_order ON grants (order_number) WHERE state <> 'refused' AND NOT gesture;
CREATE INDEX grants_case ON grants (case_id);

CREATE TABLE gestures (
    case_id text PRIMARY KEY,
    follow_up_id text NOT NULL REFERENCES follow_ups ON DELETE CASCADE,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    customer text NOT NULL,
    state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'granted', 'told', 'dropped')),
    rule text,
    reason text,
    look_at timestamptz NOT NULL,
    told_at timestamptz
);
COMMENT ON TABLE gestures IS 'one row for every case whose customer said that its solution worked';
COMMENT ON COLUMN gestures.customer IS 'digest of the e-mail address';
COMMENT ON COLUMN gestures.rule IS 'the rule of data/gestures.yml it was granted by';
CREATE INDEX gestures_look_at ON gestures (look_at) WHERE state IN ('planned', 'granted');
CREATE INDEX follow_ups_worked ON follow_ups (answered_at) WHERE worked;

CREATE TABLE gesture_customers (
    customer text PRIMARY KEY,
    case_id text NOT NULL,
    at timestamptz NOT NULL
);
COMMENT ON TABLE gesture_customers IS 'a customer''s latest gesture; another takes its row a period later';
"""

DOWNGRADE = """
DROP TABLE gesture_customers, gestures;
DROP INDEX follow_ups_worked, grants_case, grants_one_an_order;
DELETE FROM grants WHERE gesture;
ALTER TABLE grants DROP COLUMN gesture;
CREATE UNIQUE INDEX grants_one_an_order ON grants (order_number) WHERE state <> 'refused'
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
