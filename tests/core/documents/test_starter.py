"""The Word file a county begins with: every place in it, let in as it is.

It prints all of the paper; that an office opens it is asked in `test_word`.
"""

from __future__ import annotations

import re

import pytest

from core.documents.word.fields import fields_of, replaceable
from core.documents.word.filling import fill
from core.documents.word.lint import faults_of
from core.documents.word.starter import starter_of
from tests.core.documents.examples import CORE, STAMP
from tests.core.documents.reading import squeezed
from tests.core.documents.test_templates import strings_in
from tests.core.documents.test_word import text_of
from tests.plugins.word_copies import REPLACEABLE, made_up

EVERY = {**replaceable(), **REPLACEABLE}
SOME = ("intake_receipt", "satisfaction_form", "mediation.sitting", "psych.case_record")


@pytest.mark.parametrize(
    "name",
    [*SOME, *(pytest.param(one, marks=pytest.mark.long) for one in EVERY if one not in SOME)],
)
def test_it_prints_all_of_the_paper_as_it_is(name: str) -> None:
    kind = EVERY[name]
    content = starter_of(kind)
    assert faults_of(kind, content) == ()
    data = {**STAMP, **CORE[name]} if name in CORE else made_up(kind)
    text = squeezed(text_of(fill(kind, content, data)).replace("&amp;", "&"))
    for said in strings_in(data):
        assert squeezed(said) in text, said


def test_a_paper_of_core_stands_in_it_place_by_place() -> None:
    kind = EVERY["key_family_form"]
    offered, text = fields_of(kind), text_of(starter_of(kind))
    places = re.findall(r"\{\{ ([a-z_.]+) \}\}", text)
    columns = [f"row.{column}" for one in offered.lists.values() for column in one.columns]
    assert sorted(set(places)) == sorted({*offered.texts, *columns})
    assert set(re.findall(r"for row in (\w+) ", text)) == set(offered.lists)
