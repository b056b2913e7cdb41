"""The figures of legal consultation: by topic, way and adviser, where it led, whom it reached."""

import pytest

from plugins.legal_consult import counting
from plugins.legal_consult.declaration import SERVICE
from tests.plugins.counting import clock, ended, filed, numbers


def asked(item, *topics, at=("town", 0), about=None, **answers):
    chosen = {"topics": frozenset(topics)}
    return filed(
        "legal_consult.consult",
        item,
        chosen=chosen,
        topics=topics[-1],
        level=at[0],
        point=at[1],
        about=about,
        **answers,
    )


VILLAGE = ("village", 4)
RECORDS = (
    asked(0, "divorce", "custody", mode="visit", adviser="lawyer", minutes=30, about=1),
    asked(1, "divorce", mode="phone", adviser="village", minutes=15, about=1),
    asked(2, "debt", mode="phone", adviser="village", at=VILLAGE, told_legal_aid="yes", about=2),
    asked(3, "debt", mode="phone", adviser="literate", at=VILLAGE, period="general"),
    asked(4, "debt", mode="phone", adviser="lawyer", at=("village", 5)),
    filed("legal_consult.opinion", 0),
    filed("legal_consult.writing", 0, kind="complaint"),
    filed("legal_consult.writing", 0, kind="letter"),
    filed("legal_consult.order", 1),
    filed("legal_consult.order", 1, days=3),
)
ENDED = (ended("mediation"), ended("own"), ended("court"), ended("cancelled"))
CLOCKS = (
    clock("ruling", "in_time"),
    clock("ruling_urgent", "late"),
    clock("ruling", "waiting"),
    clock("order_review", "late"),
)


@pytest.fixture
def told(monkeypatch):
    monkeypatch.setattr(counting, "points_counted", lambda level: {"village": 12}[level])
    sums = {"made": 2, "refused": 1, "withdrawn": 0}
    monkeypatch.setattr(
        counting,
        "answers_counted",
        lambda form, asked, choices, period: {one: sums[one] for one in choices},
    )
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED, clocks=CLOCKS)


def test_every_declared_figure_is_computed(told):
    assert told.keys() == {one.code.removeprefix("legal_consult.") for one in SERVICE.indicators}
    assert not any(one.missing for one in SERVICE.indicators)


def test_what_tells_of_violence_is_kept_back_when_small():
    hidden = {one.code for one in SERVICE.indicators if one.small_hidden}
    for code in ("topic_violence", "orders", "ruling_made", "ruling_refused"):
        assert f"legal_consult.{code}" in hidden


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("answered", (3, None)),
        ("conversion", (1, 3)),
        ("cancelled", (1, 4)),
        ("minutes", (45, None)),
        ("told_aid", (1, 5)),
        ("opinions", (1, None)),
        ("writings", (2, None)),
        ("writing_letter", (1, None)),
        ("limits", (1, None)),
        ("orders", (1, None)),
        ("ruled_in_time", (1, 2)),
        ("ruling_made", (2, None)),
        ("mode_phone", (4, None)),
        ("adviser_village", (2, None)),
        ("topic_divorce", (2, None)),
        ("topic_custody", (1, None)),
        ("topic_will", (0, None)),
        ("next_court", (1, None)),
        ("villages", (1, 12)),
        ("again", (1, 2)),
    ],
)
def test_each_topic_counts_and_each_visit_once(told, code, expected):
    assert told[code] == expected
