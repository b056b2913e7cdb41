"""Writes small revision folders for the migration tests."""

from pathlib import Path

FIRST = """
    for table in ("{name}_parent", "{name}_child"):
        columns = [
            sa.Column("county_id", sa.String(6), primary_key=True),
            sa.Column("id", sa.String(13), primary_key=True),
            sa.Column("title", sa.String(20)),
        ]
        if table.endswith("child"):
            columns.append(sa.Column("parent_id", sa.String(13), nullable=False))
            columns.append(
                sa.ForeignKeyConstraint(
                    ["county_id", "parent_id"],
                    ["{name}_parent.county_id", "{name}_parent.id"],
                    name="fk_{name}_child_parent",
                    ondelete="CASCADE",
                )
            )
        op.create_table(table, *columns)
"""

REBUILD = """
    with op.batch_alter_table("{name}_parent", recreate="auto") as table:
        table.alter_column("title", existing_type=sa.String(20), nullable=False)
        table.add_column(sa.Column("extra", sa.Integer(), server_default="1"))
"""

FAIL = """
    op.create_table("{name}_late", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE {name}_parent SET title = 'half'")
    raise LookupError("on purpose")
"""

DIE = """
    import os

    op.create_table("{name}_late", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE {name}_parent SET title = 'half'")
    os._exit(9)
"""

MORE = """
    op.create_table("{name}_more_{number}", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("{name}_parent", recreate="auto") as table:
        table.add_column(sa.Column("more_{number}", sa.Integer(), server_default="1"))
"""

GOOD = """
    op.create_table("{name}_late", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE {name}_parent SET title = 'whole'")
"""

ORPHAN = """
    op.execute("DELETE FROM {name}_parent")
"""


def write(folder: Path, name: str, *steps: str) -> Path:
    """Write the steps as revisions 0001, 0002, … of a plugin; existing ones are written anew."""
    folder.mkdir(exist_ok=True)
    for number, step in enumerate(steps, start=1):
        before = repr(f"{number - 1:04d}") if number > 1 else None
        (folder / f"{number:04d}_step.py").write_text(
            "import sqlalchemy as sa\nfrom alembic import op\n\n"
            f"revision = '{number:04d}'\ndown_revision = {before}\n"
            "branch_labels = depends_on = None\n\n\n"
            f"def upgrade():{step.format(name=name)}"
        )
    return folder
