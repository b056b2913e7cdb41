"""The figures of legal consultation: by topic, way and adviser, and where it led."""

import pytest

from plugins.legal_consult import counting
from plugins.legal_consult.declaration import SERVICE
from tests.plugins.counting import ended, filed, numbers


def asked(item, *topics, **answers):
    chosen = {"topics": frozenset(topics)}
    return filed("legal_consult.consult", item, chosen=chosen, topics=topics[-1], **answers)


RECORDS = (
    asked(0, "divorce", "custody", mode="visit", adviser="lawyer", minutes=30),
    asked(1, "divorce", mode="phone", adviser="village", minutes=15),
    asked(2, "debt", mode="phone", adviser="village"),
    filed("legal_consult.opinion", 0),
)
ENDED = (ended("mediation"), ended("own"), ended("court"), ended("cancelled"))


@pytest.fixture
def told(monkeypatch):
    return numbers(monkeypatch, counting, records=RECORDS, items=ENDED)


def test_every_declared_figure_is_computed_or_says_what_it_lacks(told):
    assert told.keys() == {
        one.code.removeprefix("legal_consult.") for one in SERVICE.indicators if not one.missing
    }


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("answered", (3, None)),
        ("conversion", (1, 3)),
        ("cancelled", (1, 4)),
        ("minutes", (45, None)),
        ("opinions", (1, None)),
        ("mode_phone", (2, None)),
        ("adviser_village", (2, None)),
        ("topic_divorce", (2, None)),
        ("topic_custody", (1, None)),
        ("topic_will", (0, None)),
    ],
)
def test_each_topic_counts_and_each_visit_once(told, code, expected):
    assert told[code] == expected
