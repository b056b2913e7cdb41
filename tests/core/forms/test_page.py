"""The page of a form: what is drawn can be read back, by people and by the server."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage, MultiDict

from core.forms import (
    anchor,
    draw,
    form_from_snapshot,
    judge,
    needs_upload,
    read,
    snapshot,
    wants_redraw,
    written,
)
from core.forms.text import showable
from core.words import Field, Form, Kind, Sensitivity, options
from tests.core.forms.pages import Page
from tests.core.forms.samples import (
    ANSWERS,
    EVERYTHING,
    TODAY,
    forms,
    judged_form,
    plain_texts,
    right_answers,
)

LISTS = {
    "staff": [("s1", "刘建国"), ("s2", "何伯")],
    "point": [("p1", "桂花镇服务站")],
    "party": [("a", "周芬")],
    "file": [("f1", "协议.pdf")],
}

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "${7*7}#{7*7}<%= 7*7 %>",
    "javascript:alert(1)",
    "'; DROP TABLE person; --",
    '=HYPERLINK("http://x")',
    "a\x00b\x1b[31m",
    "abc\u202ecba",
    "\ud800\udfff\ud800",
    "&lt;b&gt;&amp;",
    "--><svg/onload=alert(1)>",
    "％00％0a",
    "字" * 100_000,
]


def drawn(form: Form, values=None, errors=None, **more) -> Page:
    return Page(html=str(draw(form, values, errors, **more)))


def test_what_is_read_drawn_and_read_again_is_the_same():
    raw = read(EVERYTHING, drawn(EVERYTHING, ANSWERS, choices=LISTS).posted())
    assert raw == written(EVERYTHING, ANSWERS)
    again = read(EVERYTHING, drawn(EVERYTHING, raw, choices=LISTS).posted())
    assert again == raw
    assert judge(EVERYTHING, again, today=TODAY) == judge(EVERYTHING, ANSWERS, today=TODAY)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_round_trip_of_any_form(data):
    form = data.draw(forms())
    raw = written(form, data.draw(right_answers(form)))
    page = drawn(form, raw)
    assert read(form, page.posted()) == raw
    assert_sound(page)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_stored_data_fills_the_page_again(data):
    raw = data.draw(right_answers(EVERYTHING))
    judged = judge(EVERYTHING, raw, today=TODAY)
    if judged.ok:
        posted = read(EVERYTHING, drawn(EVERYTHING, judged.data).posted())
        assert judge(EVERYTHING, posted, today=TODAY) == judged


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=40), story=st.text(max_size=40))
def test_any_text_typed_comes_back_as_it_was_or_marked(title, story):
    page = drawn(EVERYTHING, {"title": title, "story": story})
    raw = read(EVERYTHING, page.posted())
    assert raw["title"] == showable(title)
    assert raw["story"].replace("\r", "\n") == showable(story).replace("\r", "\n")


def assert_sound(page: Page) -> None:
    """Every id once, every reference has its target, every control a label, nothing inline."""
    ids = [has["id"] for _tag, has in page.tags if "id" in has]
    assert len(ids) == len(set(ids))
    for _tag, has in page.tags:
        for name in ("for", "list"):
            assert has.get(name, ids[0] if ids else None) in ids or name not in has
        for name in ("aria-describedby", "aria-labelledby"):
            assert set((has.get(name) or "").split()) <= set(ids)
        assert not [name for name in has if name.startswith("on") or name == "style"]
        if has.get("href"):
            assert has["href"].removeprefix("#") in ids
    assert not page.all("script", "style")
    labelled = {has["for"] for has in page.all("label") if "for" in has}
    for has in page.all("input", "select", "textarea"):
        if has.get("type") not in ("hidden", "radio", "checkbox"):
            assert has["id"] in labelled
    for has in page.all("input", "select", "textarea"):
        if has.get("type") not in ("hidden", "file") and not has["name"].startswith("_clear."):
            assert has["autocomplete"] == "off"
        assert has.get("type") not in ("number", "date", "datetime-local", "tel", "email")


def test_the_page_is_sound_with_errors_rows_and_files():
    values = {
        **ANSWERS,
        "paper": "f1",
        "worker": "gone",
        "parties": [{"name": ""}, {"phone": "x"}, {"name": "周", "wants": ["law"]}],
    }
    errors = judge(EVERYTHING, {**values, "title": "", "kind": ""}, today=TODAY).errors
    assert {"title", "kind", "parties.1.phone", "parties.2.law_question"} <= errors.keys()
    page = drawn(EVERYTHING, values, errors, choices=LISTS)
    assert_sound(page)
    text = "".join(page.words)
    assert "还有 6 处要补" in text
    assert "当事人第 2 项 · 电话" in text
    assert "协议.pdf" in text
    wrong = [has["id"] for has in page.all("input") if has.get("aria-invalid")]
    assert anchor("parties.1.phone") in wrong
    assert anchor("parties.0.phone") not in wrong


def test_two_forms_stand_on_one_page():
    html = draw(EVERYTHING, ANSWERS, prefix="one") + draw(EVERYTHING, ANSWERS, prefix="two")
    page = Page(html=str(html))
    assert_sound(page)
    posted = page.posted("_add.two-parties")
    assert not wants_redraw(posted, "one")
    assert wants_redraw(posted, "two")
    assert len(read(EVERYTHING, posted, "one")["parties"]) == 1
    assert len(read(EVERYTHING, posted, "two")["parties"]) == 2


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:16]))
def test_hostile_text_is_never_markup(text):
    values = {
        one.name: [text] if one.kind is Kind.CHOICES else text
        for one in EVERYTHING.fields
        if one.kind is not Kind.SUB_FORM
    }
    values["parties"] = [{one.name: text for one in EVERYTHING.field("parties").fields}]
    errors = {"title": [text], f"parties.0.{text}": [text], text: [text], "": [text]}
    lists = {kind: [(text, text)] for kind in ("staff", "point", "party", "person", "file")}
    html = str(draw(EVERYTHING, values, errors, choices=lists))
    page = Page(html=html)
    html.encode()
    assert "<script" not in html
    assert not [tag for tag, _has in page.tags if tag in ("script", "img", "svg", "b")]
    assert not [name for _tag, has in page.tags for name in has if name.startswith("on")]
    assert not re.search("[\x00-\x08\x1b\u202e\ud800-\udfff]", html)
    assert "49" not in html.replace(text, "")
    assert_sound(page)


def test_a_hostile_declaration_is_never_markup():
    evil = '"><script>alert(1)</script>{{ 7*7 }}'
    field = Field(
        name="it",
        label=evil,
        kind=Kind.CHOICE,
        purpose=evil,
        help=evil,
        law=evil,
        placeholder=evil,
        options=options(a=evil),
        shown_when={"field": "other", "is": evil},
    )
    other = Field(name="other", label=evil, purpose=evil, placeholder=evil)
    form = Form(
        key=evil, title=evil, intro=evil, fields=(field, other), sections=((evil, ("it",)),)
    )
    html = str(draw(form))
    assert "<script" not in html
    assert "49" not in html
    assert_sound(Page(html=html))


def test_row_buttons_work_without_script():
    page = drawn(
        EVERYTHING, {**ANSWERS, "parties": [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]}
    )
    added = page.posted("_add.parties")
    assert wants_redraw(added)
    assert [row["name"] for row in read(EVERYTHING, added)["parties"]] == ["甲", "乙", "丙", ""]
    removed = page.posted("_remove.parties.1")
    assert wants_redraw(removed)
    assert [row["name"] for row in read(EVERYTHING, removed)["parties"]] == ["甲", "丙"]
    assert not wants_redraw(page.posted())


def test_a_blank_row_keeps_its_place():
    page = drawn(EVERYTHING, {**ANSWERS, "parties": [{"name": ""}, {"name": "乙", "phone": "1"}]})
    raw = read(EVERYTHING, page.posted())
    assert [row["name"] for row in raw["parties"]] == ["", "乙"]
    assert list(judge(EVERYTHING, raw, today=TODAY).errors) == ["parties.1.phone"]


def test_the_button_that_adds_is_gone_when_the_form_is_full():
    rows = [{"name": "甲"}] * 4
    page = drawn(EVERYTHING, {**ANSWERS, "parties": rows})
    assert not [has for has in page.all("button") if has.get("name") == "_add.parties"]
    assert len(read(EVERYTHING, page.posted("_add.parties"))["parties"]) == 4


def test_enter_does_not_press_the_button_that_removes():
    buttons = drawn(EVERYTHING, ANSWERS).all("button")
    assert "name" not in buttons[0]
    assert buttons[0]["type"] == "submit"


def test_row_numbers_of_a_forged_post_are_bounded():
    forged = {f"parties-{number}-name": "x" for number in (99999, 10**30)}
    forged |= {f"parties-{number}-name": "x" for number in range(3000)}
    forged |= {"parties-１-name": "x", "parties--1-name": "x", "parties-x-name": "x"}
    raw = read(EVERYTHING, MultiDict(forged))
    assert len(raw["parties"]) == 201
    assert judge(EVERYTHING, raw, today=TODAY).errors["parties"] == ["最多 4 项"]


def test_a_chosen_file_is_staged_kept_and_taken_back():
    form = judged_form(Kind.FILE, required=True)
    assert needs_upload(form)
    assert not needs_upload(judged_form(Kind.TEXT))
    staged = []

    def stage(file: FileStorage) -> str:
        staged.append(file.filename)
        return "f1"

    files = MultiDict({"_file.it": FileStorage(io.BytesIO(b"x"), filename="协议.pdf")})
    raw = read(form, MultiDict(), files=files, stage=stage)
    assert raw == {"it": "f1"}
    assert staged == ["协议.pdf"]
    page = drawn(form, raw, choices=LISTS)
    assert read(form, page.posted()) == {"it": "f1"}
    assert read(form, page.posted("_clear.it")) == {"it": ""}
    empty = MultiDict({"_file.it": FileStorage(io.BytesIO(), filename="")})
    assert read(form, page.posted(), files=empty, stage=stage) == {"it": "f1"}


def test_a_value_no_longer_on_the_list_is_not_lost():
    page = drawn(EVERYTHING, {**ANSWERS, "worker": "left"}, choices=LISTS)
    assert read(EVERYTHING, page.posted())["worker"] == "left"
    assert "不在名单里" in "".join(page.words)


def test_defaults_fill_a_new_page_only():
    form = judged_form(Kind.NUMBER, default=30)
    assert read(form, drawn(form).posted()) == {"it": "30"}
    assert read(form, drawn(form, {"it": ""}).posted()) == {"it": ""}


def test_marks_for_required_and_sealed():
    form = judged_form(Kind.TEXT, required=True, sensitivity=Sensitivity.RESTRICTED)
    page = drawn(form)
    assert page.all("input")[0]["aria-required"] == "true"
    assert "required" not in page.all("input")[0]
    assert "密封栏" in "".join(page.words)


def test_an_optional_choice_can_be_taken_back():
    for kind, more in ((Kind.YES_NO, {}), (Kind.CHOICE, {"options": options(a="甲", b="乙")})):
        form = judged_form(kind, **more)
        values = [has["value"] for has in drawn(form).all("input", "option")]
        assert "" in values


@settings(max_examples=30, deadline=None)
@given(plain_texts(max_size=20))
def test_reading_a_plain_mapping_works_like_a_post(text):
    assert read(judged_form(Kind.TEXT), {"it": text}) == {"it": text}


def test_an_idle_page_costs_no_new_plan():
    from core.forms.layout import sheet_of

    same = form_from_snapshot(snapshot(EVERYTHING))
    assert same is not EVERYTHING
    assert sheet_of(same) is sheet_of(EVERYTHING)


def choice(*labels: str, required: bool = True) -> Form:
    offered = options(**{f"o{number}": label for number, label in enumerate(labels)})
    return judged_form(Kind.CHOICE, required=required, options=offered)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        (choice("甲", "乙"), "radio"),
        (choice("甲", "乙", required=False), "select"),
        (choice(*["很长的一个选项"] * 4), "radio"),
        (choice(*["选"] * 9), "select"),
        (judged_form(Kind.YES_NO), "radio"),
        (judged_form(Kind.DATE), "text"),
        (judged_form(Kind.STAFF), "select"),
        (judged_form(Kind.SIGNATURE), "file"),
    ],
)
def test_the_control_fits_the_question(form, kind):
    page = drawn(form)
    assert {has.get("type", "select") for has in page.all("input", "select")} == {kind}


def test_labels_too_long_to_stand_side_by_side_become_tiles():
    assert 'class="seg"' in draw(choice("受理", "不符合受理条件"))
    assert 'class="seg"' not in draw(choice("受理", "不符合受理的条件，另说明"))
    assert 'class="seg"' in draw(choice("accept", "decline"))
    assert 'class="seg"' not in draw(choice("accept", "does not meet the terms"))


def test_why_a_question_is_asked_is_told_once():
    form = Form(
        key="sample.why",
        title="为何",
        fields=(
            Field(name="a", label="甲", purpose="统计甲"),
            Field(name="b", label="乙", purpose="文书乙", law="民法典第1条"),
            Field(name="c", label="丙", purpose="安全丙", sensitivity=Sensitivity.SENSITIVE),
        ),
    )
    text = "".join(drawn(form).words)
    assert [text.count(one) for one in ("统计甲", "文书乙", "安全丙", "民法典第1条")] == [1] * 4
    assert text.count("为什么要问？") == 1
