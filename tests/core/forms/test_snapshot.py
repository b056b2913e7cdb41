"""Snapshots: what a form asked survives the plugin that asked it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.forms import digest, form_from_snapshot, snapshot
from core.roster import extended
from core.words import Field, Kind, options
from tests.core.forms.samples import EVERYTHING, complains, forms, judged_form


@settings(max_examples=40, deadline=None)
@given(forms())
def test_a_form_comes_back_from_its_snapshot(form):
    stored = json.dumps(snapshot(form))
    again = form_from_snapshot(stored)
    assert again == form
    assert digest(again) == digest(form)


def test_the_check_is_not_part_of_it():
    checked = replace(EVERYTHING, check=complains)
    assert form_from_snapshot(snapshot(checked)) == EVERYTHING
    assert digest(checked) == digest(EVERYTHING)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 4},
        {"title": "别的"},
        {"author_only": True},
        {"about": "side"},
        {"sections": ()},
        {"fields": EVERYTHING.fields[:-1]},
        {"fields": (replace(EVERYTHING.fields[0], required=False), *EVERYTHING.fields[1:])},
    ],
)
def test_any_change_of_the_question_changes_the_digest(change):
    assert digest(replace(EVERYTHING, **change)) != digest(EVERYTHING)


def test_what_a_newer_version_added_is_passed_over():
    told = snapshot(EVERYTHING)
    told["colour"] = "red"
    told["fields"][0]["colour"] = "red"
    assert form_from_snapshot(told) == EVERYTHING


@pytest.mark.parametrize(
    "stored",
    ["[]", "{}", '{"key": "a"}', '{"fields": 1}', "nonsense", '{"fields": [{"kind": "x"}]}'],
)
def test_what_is_no_snapshot_is_refused(stored):
    with pytest.raises(ValueError, match="not a form snapshot"):
        form_from_snapshot(stored)


def test_a_brand_adds_questions_and_changes_none():
    plain = judged_form(Kind.TEXT)
    more = Field(
        name="big_sister", label="好大姐", purpose="品牌", options=options(), help="问一问"
    )
    wider = extended(plain, [more])
    assert [one.name for one in wider.fields] == ["it", "big_sister"]
    assert (wider.key, wider.version) == (plain.key, plain.version)
    assert digest(wider) != digest(plain)
    assert extended(plain, []) is plain
    with pytest.raises(ValueError, match="already asks it"):
        extended(plain, [replace(plain.fields[0], required=False)])
    with pytest.raises(ValueError, match="already asks big_sister"):
        extended(plain, [more, more])
