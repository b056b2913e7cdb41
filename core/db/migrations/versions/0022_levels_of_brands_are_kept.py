"""levels of brands are kept."""

import sqlalchemy as sa
from alembic import op

from core.db import Document, Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "warning_edition",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("scheme", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("snapshot", Document, nullable=False),
        sa.Column("kept_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_warning_edition")),
        sa.UniqueConstraint(
            "county_id", "scheme", "digest", name=op.f("uq_warning_edition_county_id_scheme_digest")
        ),
    )
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("warning_gravest", sa.Boolean(), server_default=sa.false(), nullable=False)
        )

    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("edition", sa.String(length=64), server_default="", nullable=False)
        )
