"""codes of the county's own."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("channel_own", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("scenario_own", sa.String(length=40), server_default="", nullable=False)
        )
        batch_op.create_index(
            "ix_case_file_own",
            ["county_id", "scenario_own", "received_at", "id"],
            unique=False,
            postgresql_where=sa.text("scenario_own <> ''"),
            sqlite_where=sa.text("scenario_own <> ''"),
        )

    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("relation_own", sa.String(length=40), server_default="", nullable=False)
        )
