"""the brand of an item."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("service_item", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("brand", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.add_column(
            sa.Column("brand_title", sa.String(length=40), nullable=False, server_default="")
        )
        batch_op.create_index(
            "ix_service_item_brand", ["county_id", "brand", "opened_at"], unique=False
        )
