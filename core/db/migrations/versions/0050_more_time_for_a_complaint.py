"""More time for a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaint", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("longer_state", sa.String(length=8), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("longer_to", sa.Date(), nullable=True))
        for name in ("longer_asked_by", "longer_by", "longer_task_id"):
            batch_op.add_column(sa.Column(name, sa.String(length=13), nullable=True))
        batch_op.add_column(sa.Column("longer_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("longer_box", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("first_due_on", sa.Date(), nullable=True))
