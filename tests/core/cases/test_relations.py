"""How somebody relates to a case: what ended counts no more."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from core.cases.lifecycle import By
from core.cases.loading import Loaded, relations_of
from core.privacy import Reach
from core.words import PointView, PostView, Viewer

POINT = PointView(id="p1", code="1", name="镇", level="town", path=("p1",))
POST = PostView(point=POINT, role="front_desk")
VIEWER = Viewer(account_id="a1", name="小王", county="990101", posts=(POST,), current=POST)
NOBODY: Any = SimpleNamespace(lead_id="", handler_id="", tracker_id="", holder_id="p2")


@pytest.mark.parametrize(("why", "named"), [("urgent", By.NAMED), ("co", By.CO_HANDLER)])
def test_a_name_that_was_taken_off_the_list_names_nobody(why: str, named: By) -> None:
    def related(until: datetime | None) -> bool:
        grant = SimpleNamespace(account_id="a1", why=why, until=until)
        loaded: Any = SimpleNamespace(
            case=NOBODY, pending=None, items=(), grants=(grant,), path=("p1", "p2")
        )
        return named in relations_of(VIEWER, cast(Loaded, loaded), Reach.PROCESS)

    assert related(None)
    assert not related(datetime(2026, 11, 20, tzinfo=UTC))
