"""where brought cases come from."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_origin",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("batch", sa.String(length=13), nullable=False),
        sa.Column("by_id", sa.String(length=13), nullable=False),
        sa.Column("number_hash", sa.String(length=32), nullable=False),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_origin_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_origin")),
        sa.UniqueConstraint(
            "county_id", "number_hash", name=op.f("uq_case_origin_county_id_number_hash")
        ),
    )
    with op.batch_alter_table("case_origin", schema=None) as batch_op:
        batch_op.create_index("ix_case_origin_case", ["county_id", "case_id"], unique=False)
