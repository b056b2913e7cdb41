"""What the indicators need."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("returned", sa.String(length=6), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("found_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("came", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_case_file_previous",
            ["county_id", "previous_id"],
            unique=False,
            postgresql_where=sa.text("previous_id IS NOT NULL"),
            sqlite_where=sa.text("previous_id IS NOT NULL"),
        )
