"""Keep who reported a clue, apart from the case it became."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clue",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("account_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("channel", sa.String(length=24), nullable=False),
        sa.Column("reported_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_clue_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_clue_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_clue")),
    )
    with op.batch_alter_table("clue", schema=None) as batch_op:
        batch_op.create_index("ix_clue_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index(
            "ix_clue_reporter", ["county_id", "account_id", "reported_at", "id"], unique=False
        )
