"""Ways out of more problems: payments of the demo shop, Czech and Russian names of its goods, more kinds of grants."""

from alembic import op

revision = "0011"
down_revision = "0010"

# An order that nobody has changed is written anew at the next start, with names and payments.
UPGRADE = """
ALTER TABLE demo_shop.items ADD COLUMN name_cs text NOT NULL DEFAULT '', ADD COLUMN name_ru text NOT NULL DEFAULT '';
CREATE TABLE demo_shop.payments (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_number text NOT NULL REFERENCES demo_shop.orders ON DELETE CASCADE,
    reference text NOT NULL,
    amount numeric(10, 2) NOT NULL CHECK (amount > 0),
    taken_on date NOT NULL
);
COMMENT ON TABLE demo_shop.payments IS 'money taken from the customer, whatever became of it later';
CREATE INDEX payments_order ON demo_shop.payments (order_number);
UPDATE demo_shop.orders SET seeded_on = seeded_on - 1;
ALTER TABLE grants DROP CONSTRAINT grants_kind_check;
ALTER TABLE grants ADD CONSTRAINT grants_kind_check CHECK (kind IN ('refund', 'partial_refund', 'replacement',
    'resend', 'voucher', 'repair', 'apology', 'speed', 'cancel', 'surplus', 'wait'));
"""

DOWNGRADE = """
DELETE FROM grants WHERE kind IN ('cancel', 'surplus', 'wait');
ALTER TABLE grants DROP CONSTRAINT grants_kind_check;
ALTER TABLE grants ADD CONSTRAINT grants_kind_check CHECK (kind IN ('refund', 'partial_refund', 'replacement',
    'resend', 'voucher', 'repair', 'apology', 'speed'));
DROP TABLE demo_shop.payments;
ALTER TABLE demo_shop.items DROP COLUMN name_cs, DROP COLUMN name_ru;
"""


def upgrade() -> None:
    op.execute(UPGRADE)


def downgrade() -> None:
    op.execute(DOWNGRADE)
