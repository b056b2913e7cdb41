"""What came by the hotline or as a letter is suggested as a petition, whatever it says."""

import pytest

import plugins.petition
from core.words import IntakeView


@pytest.mark.parametrize(
    ("channel", "suggested"),
    [("hotline_12338", True), ("letter", True), ("walk_in", False), ("phone", False)],
)
def test_a_letter_and_a_call_to_the_hotline_are_petitions(channel, suggested):
    intake = IntakeView(
        scenario="property",
        scenarios=frozenset(),
        summary="问一下",
        danger="no",
        danger_flags=frozenset(),
        channel=channel,
    )
    found = [one.service for one in plugins.petition.suggestions(intake)]
    assert found == (["petition"] if suggested else [])
