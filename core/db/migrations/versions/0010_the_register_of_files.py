"""the register of files."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dossier",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("point_id", sa.String(length=13), nullable=False),
        sa.Column("grade", sa.String(length=2), nullable=False),
        sa.Column("difficulty", sa.String(length=8), nullable=False),
        sa.Column("there", sa.Integer(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("keep_years", sa.Integer(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.Column("filed_at", Instant(), nullable=False),
        sa.Column("filed_by", sa.String(length=13), nullable=False),
        sa.CheckConstraint("keep_years >= 0", name=op.f("ck_dossier_keep_years")),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_dossier_county_id_case_id_case_file"),
        ),
        sa.ForeignKeyConstraint(
            ["county_id", "point_id"],
            ["service_point.county_id", "service_point.id"],
            name=op.f("fk_dossier_county_id_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_dossier")),
        sa.UniqueConstraint("county_id", "case_id", name=op.f("uq_dossier_county_id_case_id")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index("ix_dossier_filed", ["county_id", "filed_at", "id"], unique=False)
