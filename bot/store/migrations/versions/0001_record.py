"""The record: conversations and their owner, messages in one sequence, turns, hand-overs, promises."""

from alembic import op

revision = "0001"
down_revision = None

UPGRADE = """
CREATE TABLE conversations (
    id text PRIMARY KEY,
    channel text NOT NULL,
    owner text NOT NULL DEFAULT 'bot' CHECK (owner IN ('bot', 'waiting', 'human', 'callback')),
    version bigint NOT NULL DEFAULT 0,
    session_version bigint NOT NULL DEFAULT 0,
    language text NOT NULL DEFAULT 'en',
    last_seq bigint NOT NULL DEFAULT 0,
    handoff_id text,
    customer jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN conversations.version IS 'turns committed; a turn is committed only against the version it read';
COMMENT ON COLUMN conversations.session_version IS 'first turn of the current Rasa session';

CREATE TABLE messages (
    id text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    seq bigint NOT NULL,
    author text NOT NULL CHECK (author IN ('customer', 'bot', 'human', 'system')),
    name text,
    text text NOT NULL,
    payload text,
    buttons jsonb NOT NULL DEFAULT '[]',
    client_id text,
    delivery text NOT NULL CHECK (delivery IN ('accepted', 'handled', 'pending', 'delivered')),
    scores jsonb,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    settled_at timestamptz,
    UNIQUE (conversation_id, seq)
);
CREATE UNIQUE INDEX messages_client_id ON messages (conversation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX messages_accepted ON messages (conversation_id, seq) WHERE delivery = 'accepted';
CREATE INDEX messages_pending ON messages (conversation_id, seq) WHERE delivery = 'pending';

CREATE TABLE turns (
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    version bigint NOT NULL,
    events jsonb NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, version)
);
COMMENT ON TABLE turns IS 'events of the Rasa tracker, one row a turn';

CREATE TABLE handoffs (
    id text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    lane text NOT NULL CHECK (lane IN ('crisis', 'priority', 'normal')),
    state text NOT NULL CHECK (state IN ('waiting', 'human', 'callback', 'closed')),
    language text NOT NULL,
    contract jsonb NOT NULL,
    agent text,
    resolution text,
    cause text,
    respond_by timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    claimed_at timestamptz,
    released_at timestamptz,
    closed_at timestamptz
);
CREATE INDEX handoffs_open ON handoffs (state, created_at) WHERE state <> 'closed';
CREATE INDEX handoffs_conversation ON handoffs (conversation_id, created_at);
CREATE INDEX handoffs_handled ON handoffs (claimed_at) WHERE claimed_at IS NOT NULL;

CREATE TABLE promises (
    id text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    handoff_id text REFERENCES handoffs ON DELETE CASCADE,
    message_id text,
    text text NOT NULL,
    due_at timestamptz NOT NULL,
    made_by text NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'updated', 'broken')),
    evidence text,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz
);
CREATE INDEX promises_open ON promises (due_at) WHERE state = 'open';
CREATE INDEX promises_handoff ON promises (handoff_id);

CREATE TABLE agent_presence (
    agent text PRIMARY KEY,
    seen_at timestamptz NOT NULL,
    available boolean NOT NULL,
    slots int NOT NULL
);
"""

DOWNGRADE = "DROP TABLE agent_presence, promises, handoffs, turns, messages, conversations CASCADE"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
