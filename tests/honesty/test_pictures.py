"""The pictures in the guides are those that `docs/pictures.py` takes, all of them and no others."""

from __future__ import annotations

import re
import sys
from importlib.util import module_from_spec, spec_from_file_location

from tests.honesty.sources import ROOT

DOCS = ROOT / "docs"
NAMED = re.compile(r"\]\(pictures/([^)]+)\)|src=\"pictures/([^\"]+)\"")
LARGEST = 1_500_000


def taken() -> set[str]:
    """The files the script writes."""
    spec = spec_from_file_location("pictures_of_the_guides", DOCS / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return {name for picture in module.PICTURES for name in picture.files()}


def shown() -> set[str]:
    """The files the guides show."""
    return {
        one or other
        for page in DOCS.glob("*.md")
        for one, other in NAMED.findall(page.read_text(encoding="utf-8"))
    }


def test_every_picture_is_taken_by_the_script_and_shown_in_a_guide() -> None:
    assert taken(), "the script takes some"
    assert shown() == taken()


def test_every_picture_is_there_and_small() -> None:
    kept = {path.name: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    assert set(kept) == taken()
    assert sum(kept.values()) < LARGEST
