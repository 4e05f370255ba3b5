"""Recovery: a case for every problem, what was granted for it, and how much of authority and budget that took."""

from alembic import op

revision = "0007"
down_revision = "0006"

UPGRADE = """
CREATE TABLE recovery_cases (
    id text PRIMARY KEY,
    conversation_id text NOT NULL REFERENCES conversations ON DELETE CASCADE,
    customer text,
    order_number text,
    problem text NOT NULL,
    happened text NOT NULL DEFAULT '',
    wish text,
    cause text NOT NULL DEFAULT 'unknown'
        CHECK (cause IN ('human_error', 'process', 'communication', 'supplier', 'product', 'unknown')),
    severity int NOT NULL DEFAULT 0 CHECK (severity BETWEEN 0 AND 4),
    frustration real NOT NULL DEFAULT 0 CHECK (frustration BETWEEN 0 AND 1),
    offered jsonb NOT NULL DEFAULT '[]',
    chosen text,
    cost numeric(10, 2) NOT NULL DEFAULT 0,
    outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'offered', 'settled', 'declined', 'person')),
    opened_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN recovery_cases.customer IS 'digest of the e-mail address, null until it is known';
COMMENT ON COLUMN recovery_cases.cost IS 'in the currency of data/compensation.yml';
CREATE INDEX recovery_cases_conversation ON recovery_cases (conversation_id, opened_at);
CREATE INDEX recovery_cases_customer ON recovery_cases (customer, opened_at) WHERE customer IS NOT NULL;

CREATE TABLE grants (
    id text PRIMARY KEY,
    case_id text NOT NULL,
    conversation_id text NOT NULL,
    customer text NOT NULL,
    order_number text NOT NULL,
    month date NOT NULL,
    option text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('refund', 'partial_refund', 'replacement', 'resend', 'voucher', 'repair',
        'apology', 'speed')),
    amount numeric(10, 2) NOT NULL CHECK (amount >= 0),
    currency text NOT NULL,
    cost numeric(10, 2) NOT NULL CHECK (cost >= 0),
    state text NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'done', 'refused')),
    reference text,
    due_on date,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz
);
COMMENT ON COLUMN grants.id IS 'idempotency key: one wish of one customer, given to the shop as well';
CREATE UNIQUE INDEX grants_one_an_order ON grants (order_number) WHERE state <> 'refused';
CREATE INDEX grants_conversation ON grants (conversation_id, created_at);
CREATE INDEX grants_booked ON grants (created_at) WHERE state = 'booked';

CREATE TABLE grant_accounts (
    customer text NOT NULL,
    month date NOT NULL,
    spent numeric(12, 2) NOT NULL CHECK (spent >= 0),
    grants int NOT NULL CHECK (grants >= 0),
    PRIMARY KEY (customer, month)
);
CREATE TABLE grant_budgets (
    month date PRIMARY KEY,
    spent numeric(12, 2) NOT NULL CHECK (spent >= 0)
);
COMMENT ON TABLE grant_budgets IS 'always the sum of its month''s grants that are not refused, as are the accounts';
"""

DOWNGRADE = "DROP TABLE grant_budgets, grant_accounts, grants, recovery_cases"


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
