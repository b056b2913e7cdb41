"""What crosses the contract is what it says it is, down to its last part."""

import dataclasses
from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

import core.words
from core.roster import misfits
from core.roster.shape import ANSWER_TEXT, MANY, UnknownShape, _fits
from core.words import Clock, Field, Form, Law, Objection, Option, Panel, Suggestion, Unit
from tests.dummies import a_service


def words() -> list[type]:
    values = (getattr(core.words, name) for name in core.words.__all__)
    return [value for value in values if dataclasses.is_dataclass(value)]


@pytest.mark.parametrize("word", words(), ids=lambda word: word.__name__)
def test_every_part_of_every_word_can_be_judged(word):
    for part in dataclasses.fields(word):
        # anything at all: what counts is that the annotation is understood
        assert list(_fits(object(), str(part.type), part.name, 100, 0)) or part.type == "object"


def test_an_annotation_nobody_taught_it_is_not_passed_over():
    with pytest.raises(UnknownShape):
        list(_fits(1, "complex", "x", 100, 0))


@pytest.mark.parametrize(
    "value",
    [
        a_service("tea"),
        Suggestion(service="tea", why="为了喝茶"),
        Objection(text="%(who)s 还没来", values={"who": "老王"}, waivable=True),
        Clock(code="x", title="回访", unit=Unit.DAYS, length=7, law=Law(name="建议")),
        Field(name="a", label="甲", purpose="p", shown_when={"all": [{"field": "b", "is": 1}]}),
        core.words.Period(first=date(2026, 11, 1), last=date(2026, 11, 30)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_sound_words_fit(value):
    assert list(misfits(value)) == []


@pytest.mark.parametrize(
    ("value", "where"),
    [
        (Panel(title=Markup("<b>x</b>"), lines=()), "Panel.title"),
        (Panel(title="x", lines=["a"]), "Panel.lines"),
        (Panel(title="x", lines=("a", 1)), "Panel.lines[1]"),
        (Panel(title="x", lines=("a\0b",)), "Panel.lines[0]"),
        (Panel(title="\ud800", lines=()), "Panel.title"),
        (Objection(text=None), "Objection.text"),
        (Objection(text="x", waivable=1), "Objection.waivable"),
        (Objection(text="x", values={"a": 1}), "Objection.values"),
        (Objection(text="x", values=[("a", "b")]), "Objection.values"),
        (Suggestion(service="x", why="长" * (ANSWER_TEXT + 1)), "Suggestion.why"),
        (Panel(title="x", lines=("a",) * (MANY + 1)), "Panel.lines"),
        (Clock(code="x", title="x", unit="days", length=1, law=Law(name="x")), "Clock.unit"),
        (Clock(code="x", title="x", unit=Unit.DAYS, length=True, law=Law(name="x")), "length"),
        (Clock(code="x", title="x", unit=Unit.DAYS, length=1, law="x"), "Clock.law"),
        (Form(key="x", title="x", fields=(Option(value="a", label="b"),)), "fields[0]"),
        (Form(key="x", title="x", fields=(), check="x"), "Form.check"),
        (Form(key="x", title="x", fields=(), sections=(("a",),)), "sections[0]"),
        (Field(name="x", label="x", purpose="x", default={"a": object()}), "Field.default"),
        (Field(name="x", label="x", purpose="x", shown_when=b"x"), "Field.shown_when"),
        (a_service("tea", faces_both_parties=None), "faces_both_parties"),
        (a_service("tea", roles=frozenset({"a"})), "Service.roles"),
        (a_service("tea", blueprint=object()), "Service.blueprint"),
        (core.words.Period(first=datetime(2026, 1, 1, tzinfo=UTC), last=date(2026, 1, 2)), "first"),
        (
            core.words.ClockView(
                code="x",
                title="x",
                due_at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
                citation="",
            ),
            "due_at",
        ),
    ],
)
def test_the_misfit_is_named(value, where):
    assert any(where in line for line in misfits(value, longest=ANSWER_TEXT))


def test_nesting_without_end_is_seen():
    field = Field(name="x", label="x", purpose="x")
    object.__setattr__(field, "fields", (field,))
    assert any("nested deeper" in line for line in misfits(field))


def test_a_condition_that_contains_itself_is_seen():
    tree: dict[str, object] = {}
    tree["not"] = tree
    assert list(misfits(Field(name="x", label="x", purpose="x", shown_when=tree)))


def test_a_finding_never_repeats_the_value():
    lines = list(misfits(Suggestion(service="x", why="13800138000" * 500), longest=10))
    assert lines
    assert not any("138" in line for line in lines)
