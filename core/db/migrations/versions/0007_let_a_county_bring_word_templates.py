"""let a county bring Word templates."""

import sqlalchemy as sa
from alembic import op

from core.db import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "word_template",
        sa.Column("county_id", sa.String(length=6), nullable=False),
        sa.Column("id", sa.String(length=13), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("file_name", sa.String(length=120), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("uploaded_by", sa.String(length=13), nullable=False),
        sa.Column("uploaded_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=13), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'in_force', 'retired')", name=op.f("ck_word_template_state")
        ),
        sa.PrimaryKeyConstraint("county_id", "id", name=op.f("pk_word_template")),
        sa.UniqueConstraint(
            "county_id", "kind", "version", name=op.f("uq_word_template_county_id_kind_version")
        ),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("media", sa.String(length=4), server_default="pdf", nullable=False)
        )
        batch_op.create_check_constraint(op.f("ck_document_media"), "media IN ('pdf', 'docx')")
