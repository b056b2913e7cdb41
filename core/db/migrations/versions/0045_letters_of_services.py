"""letters of services."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("referral", sa.Column("item_id", sa.String(length=13), nullable=True))
    op.add_column(
        "referral",
        sa.Column("basis", sa.String(length=10), server_default="", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("referral", "basis")
    op.drop_column("referral", "item_id")
