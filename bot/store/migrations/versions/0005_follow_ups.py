"""Follow-ups: one row for each settled problem that is asked after, and who wishes no such questions."""

from alembic import op

revision = "0005"
down_revision = "0004"

UPGRADE = """
CREATE TABLE follow_ups (
    id text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    handoff_id text REFERENCES handoffs ON DELETE CASCADE,
    customer text NOT NULL,
    topic text,
    state text NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'asked', 'answered', 'passed', 'dropped')),
    reason text,
    settled_at timestamptz NOT NULL DEFAULT now(),
    settled_seq bigint NOT NULL,
    promised_at timestamptz,
    due_at timestamptz,
    look_at timestamptz,
    asked_at timestamptz,
    asked_seq bigint,
    worked boolean,
    score smallint CHECK (score BETWEEN 1 AND 5),
    line text,
    answered_at timestamptz
);
COMMENT ON COLUMN follow_ups.customer IS 'the e-mail an order was found with, else the conversation';
COMMENT ON COLUMN follow_ups.settled_seq IS 'last message when it was settled: later ones are the customer coming back';
COMMENT ON COLUMN follow_ups.due_at IS 'when to ask; look_at is later where something spoke against it then';
CREATE UNIQUE INDEX follow_ups_planned ON follow_ups (conversation_id) WHERE state = 'planned';
CREATE INDEX follow_ups_unscheduled ON follow_ups (id) WHERE state = 'planned' AND due_at IS NULL;
CREATE INDEX follow_ups_look_at ON follow_ups (look_at) WHERE state = 'planned';
CREATE INDEX follow_ups_asked ON follow_ups (conversation_id, asked_at) WHERE asked_at IS NOT NULL;
CREATE INDEX follow_ups_customer ON follow_ups (customer) WHERE state = 'planned';

CREATE TABLE follow_up_opt_outs (
    customer text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now()
);
"""

DOWNGRADE = "DROP TABLE follow_up_opt_outs, follow_ups"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
