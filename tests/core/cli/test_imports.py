"""A county's points and staff from a table: all or nothing, every bad row named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.db import county_scope, db
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.points.service import find_point
from tests.core.people.test_signin import sign_in
from tests.harness.apps import COUNTY

POINTS = """代码,名称,级别,上级,电话
{c}801,新塘村服务点,村,{c}800,5550801
{c}800,新塘镇服务站,乡镇,{c},5550800
{c}802,上塘村服务点,village,{c}800,
"""
STAFF = """账号,姓名,服务点,岗位,职务,到期日
xu_lan,许兰,{c}001,窗口,窗口人员,2031-10-27
xu_lan,许兰,{c}001,handler,,
desk,王秀兰,{c}001,窗口,,
"""


def file(folder: Path, content: str, name: str = "table.csv") -> str:
    path = folder / name
    path.write_text(content.format(c=COUNTY), encoding="utf-8")
    return str(path)


def count(app, model) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return db.session.scalar(select(func.count()).select_from(model))


@pytest.mark.postgres
def test_points_come_in_whatever_their_order(run, app, tmp_path):
    path = file(tmp_path, POINTS)
    [told] = json.loads(run("points", "import", path, "--county", COUNTY, "--json").stdout)
    assert told == {"added": 3, "changed": 0, "same": 0, "stored": True}
    with county_scope(app, COUNTY, read_only=True):
        village = find_point(db.session(), f"{COUNTY}801")
        town = find_point(db.session(), f"{COUNTY}800")
        assert village.path[-2] == town.id
    [again] = json.loads(run("points", "import", path, "--county", COUNTY, "--json").stdout)
    assert (again["added"], again["same"]) == (0, 3)


def test_a_known_point_gets_its_new_name_and_stays_where_it_is(run, app, tmp_path):
    run("points", "import", file(tmp_path, POINTS), "--county", COUNTY)
    renamed = POINTS.replace("上塘村服务点", "上塘社区服务点")
    said = run("points", "import", file(tmp_path, renamed), "--county", COUNTY).stdout
    assert "更新 1" in said
    moved = POINTS.replace(
        "{c}802,上塘村服务点,village,{c}800", "{c}802,上塘村服务点,village,{c}001"
    )
    said = run("points", "import", file(tmp_path, moved), "--county", COUNTY, ok=False)
    assert "第 4 行" in said.stdout


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{c}810,,村,{c}001,", "名称：不能空着"),
        ("{c}810,甲,县乡,{c}001,", "没有这一级"),
        ("{c}810,甲,村,{c}999,", f"没有代码为 {COUNTY}999 的上级"),
        ("{c}800,甲,乡镇,{c},", "前面写过了"),
        ("{c}810,甲,村,{c}810,", "上级"),
        ("{c}810,甲,乡镇,{c}801,", "不能放在"),
        ("{c}810,甲,村,{c}001," + "5" * 41, "太长了"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_stored(run, app, tmp_path, row, said):
    before = count(app, ServicePoint)
    path = file(tmp_path, POINTS + row + "\n")
    for words in (("--dry-run",), ()):
        result = run("points", "import", path, "--county", COUNTY, *words, ok=False)
        assert "第 5 行" in result.stdout
        assert said in result.stdout
        assert count(app, ServicePoint) == before


def test_a_rehearsal_stores_nothing(run, app, tmp_path):
    before = count(app, ServicePoint), count(app, Account), count(app, Post)
    run("points", "import", file(tmp_path, POINTS), "--county", COUNTY, "--dry-run")
    run("user", "import", file(tmp_path, STAFF), "--county", COUNTY, "--dry-run")
    assert (count(app, ServicePoint), count(app, Account), count(app, Post)) == before


@pytest.mark.postgres
def test_staff_come_with_posts_terms_and_passwords(run, app, tmp_path):
    path = file(tmp_path, STAFF)
    [told] = json.loads(run("user", "import", path, "--county", COUNTY, "--json").stdout)
    assert (told["accounts"], told["posts"]) == (1, 3)
    with county_scope(app, COUNTY, read_only=True):
        account = db.session.scalar(select(Account).where(Account.username == "xu_lan"))
        posts = db.session.scalars(select(Post).where(Post.account_id == account.id)).all()
        assert {post.role: str(post.ends_on) for post in posts} == {
            "front_desk": "2031-10-27",
            "handler": "None",
        }
    status, where = sign_in(app.test_client(), "xu_lan", told["passwords"]["xu_lan"])
    assert (status, "/login" in where) == (302, False)
    [again] = json.loads(run("user", "import", path, "--county", COUNTY, "--json").stdout)
    assert (again["accounts"], again["posts"], again["same"]) == (0, 0, 3)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("desk,李逵,{c}001,窗口,,", "姓名不同"),
        ("a b,甲,{c}001,窗口,,", "账号"),
        ("li_si,李四,{c}999,窗口,,", "没有这个代码的服务点"),
        ("li_si,李四,{c}001,镇长,,", "没有这个岗位"),
        ("li_si,李四,{c}001,窗口,,2031-13-01", "日期写成"),
        ("li_si,李四,{c}001,窗口,,2001-01-01", "结束日"),
        ("xu_lan,许兰,{c}001,auditor,,", "各归各人"),
    ],
)
def test_one_bad_person_is_named_and_nobody_is_stored(run, app, tmp_path, row, said):
    before = count(app, Account), count(app, Post)
    result = run("user", "import", file(tmp_path, STAFF + row + "\n"), "--county", COUNTY, ok=False)
    assert "第 5 行" in result.stdout
    assert said in result.stdout
    assert (count(app, Account), count(app, Post)) == before


def test_with_several_counties_it_must_be_said_which(run, tmp_path):
    result = run("points", "import", file(tmp_path, POINTS), ok=False)
    assert result.exit_code == 2
    assert COUNTY in result.stderr
