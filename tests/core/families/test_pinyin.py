"""A name heard on the telephone is found by how it sounds, and old entries can be brought along."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete, select, true

from core.clocks import now
from core.db import db, spelling_query, spelling_tokens
from core.db.pinyin import COMPOUND, letters, spellings
from core.families import find_persons, remember_person
from core.families.finding import find_anew, person_tokens
from core.families.models import PersonToken


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("周桂芬", "zgf", True),
        ("周桂芬", "zhouguifen", True),
        ("周桂芬", "zhougf", True),
        ("周桂芬", "guifen", True),
        ("周桂芬", "zhougui", True),
        ("周桂芬", "zf", False),
        ("周桂芬", "z", False),
        ("单小英", "shanxiaoying", True),
        ("单小英", "danxiaoying", True),
        ("曾国安", "zengguoan", True),
        ("仇英", "qiuying", True),
        ("解缙", "xj", True),
        ("查良镛", "zhaly", True),
        ("覃丽", "qinli", True),
        ("黑丽", "heli", True),
        ("尉迟恭", "yuchigong", True),
        ("万俟雪", "moqixue", True),
        ("欧阳雪", "ouyangx", True),
        ("吕布", "lvbu", True),
        ("吕布", "lubu", True),
        ("艾力买买提", "almmt", True),
        ("艾力买买提", "ailimaimaiti", True),
    ],
)
def test_a_name_is_found_as_it_sounds(name: str, typed: str, found: bool) -> None:
    assert (typed in spellings(name)) is found


def test_what_is_stored_stays_small_and_empty_without_characters() -> None:
    assert len(spellings("周桂芬")) == 7
    assert all(len(spellings(f"{surname}重乐行")) < 200 for surname in COMPOUND)
    assert spellings("Tom") == spellings("") == spellings("·") == frozenset()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Zhou GF", "zhougf"),
        ("xi'an", "xian"),
        ("ＺＧＦ", "zgf"),
        ("lü bu", "lvbu"),
        ("z", None),
        ("周gf", None),
        ("zgf1", None),
        ("z" * 41, None),
        ("", None),
    ],
)
def test_only_letters_are_looked_up_as_a_spelling(typed: str, read: str | None) -> None:
    assert letters(typed) == read


@pytest.fixture
def inside(app: Flask, county: str) -> Iterator[None]:
    yield
    db.session.rollback()


def names(query: str) -> list[str]:
    return [one.name for one in find_persons(db.session(), query, known=true(), limit=500)]


def test_the_register_is_searched_by_letters_and_latin_names_still_by_pieces(inside: None) -> None:
    for name in ("单雄信", "O'Brien", "未透露"):
        remember_person(db.session(), at=now(), name=name)
    assert all("单雄信" in names(typed) for typed in ("sxx", "dxx", "shan xx"))
    assert "O'Brien" in names("obr")
    assert names("wtl") == [], "nobody is called 未透露"
    assert spelling_query("sxx") in spelling_tokens("单雄信")


def test_old_entries_are_brought_along_and_a_second_run_changes_nothing(
    app: Flask, inside: None
) -> None:
    session = db.session()
    old = remember_person(session, at=now(), name="单雄信", phone="13800001234")
    told = set(person_tokens("单雄信", "13800001234", ""))
    session.execute(
        delete(PersonToken).where(
            PersonToken.person_id == old.id, PersonToken.token.in_(spelling_tokens("单雄信"))
        )
    )
    assert "单雄信" not in names("sxx")
    changed, last = 0, ""
    while True:
        some, last = find_anew(session, after=last, batch=20)
        changed += some
        if not last:
            break
    assert changed == 1
    assert names("sxx") == ["单雄信"]
    there = session.scalars(select(PersonToken.token).where(PersonToken.person_id == old.id)).all()
    assert sorted(there) == sorted(told)


def test_the_command_rebuilds_every_county_and_refuses_a_strange_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("core.cli.people")
    monkeypatch.setattr(module, "open_app", lambda: app)
    people = module.people
    told = CliRunner().invoke(people, ["reindex"])
    assert told.exit_code == 0, told.output
    assert "990101  重建了 0 人" in told.output
    assert CliRunner().invoke(people, ["reindex", "110000"]).exit_code == 1
