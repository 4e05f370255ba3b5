"""The demo shop's tables, in a schema of their own: a real shop is somewhere else."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ORDERS = """
CREATE SCHEMA demo_shop;
CREATE TABLE demo_shop.orders (
    number text PRIMARY KEY,
    email text NOT NULL CHECK (email = lower(email)),
    language text NOT NULL,
    status text NOT NULL,
    placed_at timestamptz NOT NULL,
    total numeric(10, 2) NOT NULL CHECK (total >= 0),
    currency text NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postcode text NOT NULL,
    city text NOT NULL,
    country text NOT NULL,
    cancellation_reference text,
    seeded_on date
);
COMMENT ON COLUMN demo_shop.orders.seeded_on IS 'day the seed reckoned from; null once a customer changed it';
CREATE INDEX orders_email ON demo_shop.orders (email);
CREATE TABLE demo_shop.items (
    order_number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    position int NOT NULL,
    sku text NOT NULL,
    name_en text NOT NULL,
    name_pl text NOT NULL,
    quantity int NOT NULL CHECK (quantity > 0),
    price numeric(10, 2) NOT NULL CHECK (price >= 0),
    PRIMARY KEY (order_number, position)
);
"""

PARCELS = """
CREATE TABLE demo_shop.parcels (
    order_number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    position int NOT NULL,
    carrier text NOT NULL,
    tracking_number text UNIQUE,
    status text NOT NULL,
    promised_on date NOT NULL,
    estimated_on date,
    delivered_at timestamptz,
    PRIMARY KEY (order_number, position)
);
CREATE TABLE demo_shop.parcel_events (
    order_number text NOT NULL,
    parcel_position int NOT NULL,
    position int NOT NULL,
    at timestamptz NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    PRIMARY KEY (order_number, parcel_position, position),
    FOREIGN KEY (order_number, parcel_position) REFERENCES demo_shop.parcels ON DELETE CASCADE
);
"""

MONEY = """
CREATE TABLE demo_shop.returns (
    order_number text PRIMARY KEY REFERENCES demo_shop.orders ON DELETE CASCADE,
    reference text NOT NULL UNIQUE,
    reason text NOT NULL,
    status text NOT NULL,
    opened_on date NOT NULL,
    send_by date NOT NULL,
    received_on date
);
CREATE TABLE demo_shop.refunds (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    amount numeric(10, 2) NOT NULL CHECK (amount > 0),
    status text NOT NULL,
    approved_on date NOT NULL,
    expected_on date NOT NULL,
    paid_on date
);
CREATE INDEX refunds_order_number ON demo_shop.refunds (order_number);
CREATE TABLE demo_shop.invoices (
    number text PRIMARY KEY,
    order_number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    issued_on date NOT NULL,
    sent_to text NOT NULL
);
CREATE INDEX invoices_order_number ON demo_shop.invoices (order_number);
"""

OPERATIONS = """
CREATE TABLE demo_shop.operations (
    key text PRIMARY KEY,
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 50001) UNIQUE,
    kind text NOT NULL,
    order_number text,
    fingerprint text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    status text,
    reference text,
    amount numeric(10, 2),
    currency text,
    due_on date,
    sent_to text
);
COMMENT ON COLUMN demo_shop.operations.fingerprint IS 'digest of the wish: a key answers for no other';
CREATE TABLE demo_shop.outgoing_mail (
    operation_key text PRIMARY KEY REFERENCES demo_shop.operations,
    kind text NOT NULL,
    recipient text NOT NULL,
    subject text NOT NULL,
    at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE demo_shop.outgoing_mail IS 'the demo''s mail box: subject is the number the mail is about';
"""


def upgrade() -> None:
    for statements in (ORDERS, PARCELS, MONEY, OPERATIONS):
        op.execute(statements)


def downgrade() -> None:
    op.execute("DROP SCHEMA demo_shop CASCADE")
