"""indexes of the lists."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_file", schema=None) as batch_op:
        for name in ("ix_case_file_lead", "ix_case_file_handler", "ix_case_file_tracker"):
            batch_op.drop_index(name)
        for name, column in (
            ("ix_case_file_holder", "holder_id"),
            ("ix_case_file_lead", "lead_id"),
            ("ix_case_file_handler", "handler_id"),
            ("ix_case_file_first", "first_handler_id"),
            ("ix_case_file_tracker", "tracker_id"),
        ):
            batch_op.create_index(name, ["county_id", column, "received_at", "id"], unique=False)
