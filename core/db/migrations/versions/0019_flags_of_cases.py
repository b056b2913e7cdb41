"""flags of cases."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_flag",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("case_id", sa.String(length=13), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("set_at", Instant(), nullable=False),
        sa.Column("set_by", sa.String(length=13), nullable=False),
        sa.Column("off_box", sa.LargeBinary(), nullable=True),
        sa.Column("off_at", Instant(), nullable=True),
        sa.Column("off_by", sa.String(length=13), nullable=True),
        sa.ForeignKeyConstraint(
            ["county_id", "case_id"],
            ["case_file.county_id", "case_file.id"],
            name=op.f("fk_case_flag_county_id_case_id_case_file"),
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_case_flag")),
    )
    with op.batch_alter_table("case_flag", schema=None) as batch_op:
        batch_op.create_index("ix_case_flag_case", ["county_id", "case_id"], unique=False)
        batch_op.create_index("ix_case_flag_code", ["county_id", "code", "off_at"], unique=False)
