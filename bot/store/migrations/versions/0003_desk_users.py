"""The desk: who may log in, and how often somebody tried."""

from alembic import op

revision = "0003"
down_revision = "0002"

UPGRADE = """
CREATE TABLE desk_users (
    name text PRIMARY KEY,
    display_name text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL DEFAULT 'agent',
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE desk_login_attempts (
    key text PRIMARY KEY,
    attempts int NOT NULL,
    since timestamptz NOT NULL
);
COMMENT ON COLUMN desk_login_attempts.key IS 'keyed digest of a login name or an address';
"""

DOWNGRADE = "DROP TABLE desk_login_attempts, desk_users"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
