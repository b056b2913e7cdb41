"""merges that may be undone."""

import sqlalchemy as sa
from alembic import op

from core.db import Document, Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_merge",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("into_id", sa.String(length=13), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("ended", Document, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(length=13), nullable=False),
        sa.Column("undone_at", Instant(), nullable=True),
        sa.Column("undone_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_merge_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "into_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_merge_county_id_into_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_merge")),
    )
    with op.batch_alter_table("case_merge", schema=None) as batch_op:
        batch_op.create_index("ix_case_merge_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_case_merge_into", ["county_id", "into_id"], unique=False)
