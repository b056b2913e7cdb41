"""Every paper of every service may have a county's own look: it offers all it prints, no more."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from core.documents.parts import sheet, table, words
from core.documents.word.fields import context_of, example_of, fields_of
from core.documents.word.filling import fill, written
from core.documents.word.lint import faults_of
from core.words import DocumentKind, PaperSchema, PaperTable
from core.words.documents import SHEET_TABLES, SHEET_TEXTS, STAMPED
from tests.core.documents.test_word import text_of
from tests.core.documents.word_files import NEEDED, whole_template, word_file
from tests.plugins.printed import printed_by
from tests.plugins.word_copies import ITEM, KINDS, REPLACEABLE, SAMPLED, made_up

ONE_LOOK = {"marriage_counseling.help_card"}
"""A card that may lie anywhere keeps the look that tells nothing."""
ASKED = ("assets", "able", "supporter", "disability", "illness", "compensated")
BY_FORM = {("hardship_aid.assessment", place) for place in ASKED}
"""Facts of the assessment of needs that are called as their questions are."""


def test_only_what_was_thought_through_keeps_one_look():
    assert KINDS.keys() - REPLACEABLE.keys() == ONE_LOOK


def test_every_fact_and_part_a_paper_prints_has_its_place():
    for name, kind in REPLACEABLE.items():
        schema = kind.schema
        assert schema
        if not schema.of_sheet:
            continue
        prints = printed_by(*name.split("."))
        assert set(prints.texts) == {
            called for place, called in schema.texts.items() if (name, place) not in BY_FORM
        }, name
        tables = {one.title: tuple(one.columns.values()) for one in schema.tables.values()}
        assert prints.tables == tables, name


def test_the_planted_places_are_missed():
    """A paper that gained a fact nobody named, or lost one, turns the test above red."""
    prints = printed_by("mediation", "register")
    kind = REPLACEABLE["mediation.register"]
    assert kind.schema
    assert "案件来源" in prints.texts
    assert set(prints.texts) != set(kind.schema.texts.values()) - {"案件来源"}


def test_the_agreement_offers_the_keys_its_collector_returns():
    schema = REPLACEABLE["mediation.agreement"].schema
    assert schema
    source = Path("plugins/mediation/papers/agreement.py").read_text(encoding="utf-8")
    for name in (*schema.texts, *schema.tables):
        assert f'"{name}": ' in source
    for one in schema.tables.values():
        for column in one.columns:
            assert f'"{column}": ' in source


def test_a_template_asks_for_every_place_and_gets_what_is_there():
    """Without the file: what it is given. The files themselves are below."""
    for name, kind in REPLACEABLE.items():
        offered, context = fields_of(kind), context_of(kind, made_up(kind))
        assert set(context) == {*offered.texts, *offered.lists}
        schema = kind.schema
        assert schema
        for place in schema.texts:
            assert context[place] == f"值：{place}", (name, place)
        for place, one in schema.tables.items():
            assert context[place] == [{c: f"{place}：{c}" for c in one.columns}], (name, place)
        if schema.of_sheet:
            assert context["brand_title"], "a brand's mark is its words"
        nothing = context_of(kind, {})
        assert not any(nothing.values()), name


EVERY = [
    pytest.param(name, marks=() if name in SAMPLED else (pytest.mark.long,)) for name in REPLACEABLE
]


@pytest.mark.parametrize("name", EVERY)
def test_a_template_with_every_place_is_let_in_and_filled(name: str):
    kind = REPLACEABLE[name]
    content = whole_template(kind)
    assert faults_of(kind, content) == ()
    text = text_of(fill(kind, content, made_up(kind)))
    for place in context_of(kind, made_up(kind)).values():
        for said in place if isinstance(place, list) else [place]:
            for one in said.values() if isinstance(said, dict) else [said]:
                assert one.replace("\n", "") in text.replace("\n", "")
    example = text_of(written(kind, content, example_of(kind)))
    assert all(f"（{label}）" in example for label in fields_of(kind).texts.values())


def test_a_place_the_paper_has_not_is_refused_where_it_stands():
    kind = REPLACEABLE["psych.referral"]
    for foreign in ("complaint", "client", "note_of_process", "householder"):
        (fault,) = faults_of(kind, word_file([NEEDED, f"{{{{ {foreign} }}}}"]))
        assert fault.values["place"] == "正文"
        assert fault.values["tag"] == f"{{{{ {foreign} }}}}"
    assert [one.code for one in faults_of(kind, word_file(["{{ title }}"]))] == ["missing"] * 2


def test_what_is_not_named_never_reaches_the_file():
    """What a collector returns beside its places, the ids of a record say, cannot be asked for."""
    kind = REPLACEABLE["psych.referral"]
    data = {**made_up(kind), "secret": "不该出现", "parts": [words("别的小标题", "另一段")]}
    context = context_of(kind, data)
    assert "secret" not in context
    assert context["parts"] == [{"heading": "别的小标题", "text": "另一段"}]
    assert context["seen_signs"] == ""


def test_what_stands_twice_is_printed_twice_and_in_order():
    kind = DocumentKind(
        name="x",
        title="X",
        template="x.typ",
        schema=PaperSchema(
            texts={"said": "说了"},
            tables={"rows": PaperTable(title="行", columns={"one": "甲", "two": "乙"})},
        ),
    )
    data = sheet(
        ITEM,
        "X",
        facts=(("说了", "一"),),
        parts=(
            words("说了", "二"),
            table("行", {"乙": 1, "甲": 1}, [("b", "a")]),
            table("行", {"甲": 1}, [("c",)]),
        ),
    )
    context = context_of(kind, data)
    assert context["said"] == "一\n二"
    assert context["rows"] == [{"one": "a", "two": "b"}, {"one": "c", "two": ""}]
    assert context["parts"][1] == {"heading": "行", "text": "乙　甲\nb　a"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": {"Name": "姓名"}},
        {"texts": {"row": "行"}},
        {"texts": {"number": "号"}},
        {"texts": {"opening": "开头"}},
        {"texts": {"one": "甲", "two": "甲"}},
        {"texts": {"one": "甲"}, "tables": {"one": PaperTable(title="乙")}},
        {"tables": {"rows": PaperTable(title="行", columns={"items": "项"})}},
    ],
)
def test_a_name_no_template_could_write_is_no_schema(wrong: dict[str, Any]):
    with pytest.raises(ValueError, match="no template could tell"):
        PaperSchema(**wrong)


def test_a_paper_of_a_service_is_never_taken_for_one_of_core():
    """``notice`` is a paper of core and one of aid; without a schema of its own it has none."""
    bare = dataclasses.replace(KINDS["hardship_aid.notice"], schema=None)
    with pytest.raises(KeyError):
        fields_of(bare)
    assert "programme" in fields_of(KINDS["hardship_aid.notice"]).texts


def test_every_place_that_every_paper_has_is_offered():
    offered = fields_of(REPLACEABLE["petition.forwarded"])
    assert set(offered.texts) == {*STAMPED, *SHEET_TEXTS}
    assert set(offered.lists) == set(SHEET_TABLES)
    assert offered.needed == ("number", "verify_code")
    assert fields_of(REPLACEABLE["psych.appointment"]).needed == ("verify_code",)
