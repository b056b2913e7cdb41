"""The list of modules with tables is complete, and the ground itself needs none of them."""

import subprocess
import sys
from pathlib import Path

from sqlalchemy.orm import configure_mappers

from core.db import Base, InCounty
from core.db.base import OfCounty
from core.db.tables import MODULES, load_all

ROOT = Path(__file__).parents[3]


def test_every_module_with_tables_is_listed() -> None:
    mapping = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "core").rglob("*.py")
        if "\n    __tablename__ = " in path.read_text(encoding="utf-8")
    }
    assert mapping == set(MODULES)


def test_the_ground_stands_alone() -> None:
    """Nothing of the rooms above is loaded by importing it, and no table either."""
    words = (
        "import sys, core.db, core.db.migrate, core.db.checks\n"
        "above = [name for name in sys.modules if name.startswith('core.')"
        " and not name.startswith('core.db')]\n"
        "assert not above, above\n"
        "assert not core.db.Base.metadata.tables\n"
        "core.db.tables.load_all()\n"
        "assert core.db.Base.metadata.tables\n"
    )
    subprocess.run([sys.executable, "-c", "import core.db.tables\n" + words], check=True, cwd=ROOT)  # noqa: S603 - our own words


def test_keys_lead_with_the_county_and_names_fit() -> None:
    load_all()
    configure_mappers()
    for table in Base.metadata.tables.values():
        if "county_id" not in table.columns:
            continue
        key = [column.name for column in table.primary_key]
        assert key[0] == "county_id", table.name
        for foreign in table.foreign_key_constraints:
            pairs = [(one.parent.name, one.column.table) for one in foreign.elements]
            towards_a_county = any("county_id" in target.columns for _, target in pairs)
            assert not towards_a_county or "county_id" in [name for name, _ in pairs], table.name


def test_every_county_class_is_in_scope() -> None:
    load_all()
    for mapper in Base.registry.mappers:
        if "county_id" in mapper.local_table.columns:
            assert issubclass(mapper.class_, OfCounty), mapper.class_.__name__
            assert issubclass(mapper.class_, InCounty) == ("id" in mapper.local_table.columns)
