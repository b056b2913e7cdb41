"""A number is drawn again when a case has it, at the window as for a table."""

from __future__ import annotations

import pytest

from core.cases import numbers
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture


def test_the_window_draws_again_and_loses_nothing(
    as_: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = as_("desk")
    first = desk.receive(services=["legal_consult"])["number"]
    other = numbers.new_number(first[:6], int(first[7:11]))
    drawn = iter([first, first, other])
    monkeypatch.setattr(numbers, "new_number", lambda county, year: next(drawn))
    assert desk.receive(services=["legal_consult"])["number"] == other
