"""Incidents: what goes on, every word said about it, and who was told which of them."""

from alembic import op

revision = "0008"
down_revision = "0009"  # numbered before it was known which would land first

UPGRADE = """
CREATE TABLE incidents (
    id text PRIMARY KEY,
    drill boolean NOT NULL,
    since timestamptz NOT NULL,
    affects jsonb NOT NULL,
    number int NOT NULL DEFAULT 1,
    step text NOT NULL DEFAULT 'declared' CHECK (step IN ('declared', 'updated', 'late', 'closed')),
    began jsonb NOT NULL,
    what jsonb NOT NULL,
    doing jsonb NOT NULL,
    next_update_at timestamptz,
    late int NOT NULL DEFAULT 0,
    pending boolean NOT NULL DEFAULT false,
    made_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    said_at timestamptz NOT NULL DEFAULT now(),
    closed_at timestamptz
);
COMMENT ON COLUMN incidents.drill IS 'nobody is told: what would have been said is only written down';
COMMENT ON COLUMN incidents.affects IS '{"topics", "languages", "orders"}, an empty list is no condition';
COMMENT ON COLUMN incidents.number IS 'of the last step; this row is how it stands now, incident_steps how it came so';
COMMENT ON COLUMN incidents.began IS 'by language, what happened: as it was declared, for whoever hears of it later';
COMMENT ON COLUMN incidents.what IS 'by language, as it was written at the desk last';
COMMENT ON COLUMN incidents.late IS 'how often in a row the next update was given another time';
COMMENT ON COLUMN incidents.pending IS 'somebody who was told an earlier step may not have heard the last one';
CREATE INDEX incidents_open ON incidents (created_at) WHERE closed_at IS NULL;
CREATE INDEX incidents_pending ON incidents (created_at) WHERE pending;

CREATE TABLE incident_steps (
    incident_id text NOT NULL REFERENCES incidents ON DELETE CASCADE,
    number int NOT NULL,
    step text NOT NULL CHECK (step IN ('declared', 'updated', 'late', 'closed')),
    what jsonb NOT NULL DEFAULT '{}',
    doing jsonb NOT NULL DEFAULT '{}',
    next_update_at timestamptz,
    made_by text NOT NULL,
    client_id text,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (incident_id, number)
);
CREATE UNIQUE INDEX incident_steps_client_id ON incident_steps (incident_id, client_id) WHERE client_id IS NOT NULL;

CREATE TABLE incident_told (
    incident_id text NOT NULL REFERENCES incidents ON DELETE CASCADE,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    number int NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    message_id text,
    at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (incident_id, conversation_id, number)
);
COMMENT ON COLUMN incident_told.message_id IS 'null in a drill: nobody heard it';
CREATE INDEX incident_told_conversation ON incident_told (conversation_id);

ALTER TABLE promises DROP CONSTRAINT promises_kind_check;
ALTER TABLE promises ADD CONSTRAINT promises_kind_check
    CHECK (kind IN ('start', 'message', 'refund', 'delivery', 'incident'));
"""

DOWNGRADE = """
DROP TABLE incident_told, incident_steps, incidents;
DELETE FROM promises WHERE kind = 'incident';
ALTER TABLE promises DROP CONSTRAINT promises_kind_check;
ALTER TABLE promises ADD CONSTRAINT promises_kind_check CHECK (kind IN ('start', 'message', 'refund', 'delivery'));
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
