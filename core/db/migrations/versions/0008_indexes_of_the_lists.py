"""indexes of the lists."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_file_first", ["county_id", "first_handler_id", "received_at"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_holder", ["county_id", "holder_id", "received_at", "id"], unique=False
        )
        batch_op.create_index(
            "ix_case_file_state", ["county_id", "state", "received_at", "id"], unique=False
        )
