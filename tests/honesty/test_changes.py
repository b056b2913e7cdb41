"""Notes on changes are named so that a release can gather them."""

import re

from tests.honesty.sources import ROOT


def test_fragments_are_named_by_issue_and_kind():
    names = {path.name for path in (ROOT / "docs/changes").iterdir()} - {"README.md"}
    assert names
    pattern = re.compile(r"\d{3}(-[a-z0-9-]+)?\.(feature|fix)\.md")
    assert not {name for name in names if not pattern.fullmatch(name)}
