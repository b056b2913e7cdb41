"""A brand from a folder: read strictly, refused with file, line and reason, and never more."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from core.forms import check_forms
from core.people.roles import ROLES
from core.roster import Cause, PluginRefused, lint_brands, read_brand
from core.roster.toml_lines import line_at, lines_of
from core.words import Kind, Leader
from tests.core.roster.conftest import SINCE
from tests.dummies import entry_point

GOOD = """\
name = "wang"
service = "quiet"
title = "老王茶室"
slogan = "坐下说"
logo = "logo.png"
points = ["990101001"]

[leader]
name = "老王"

[[fields]]
form = "quiet.intake"
name = "tea"
label = "喝什么茶"
purpose = "老王备茶"

[[forms]]
key = "walk"
title = "走一走"

[[forms.fields]]
name = "way"
label = "去哪里"
kind = "choice"
options = { river = "河边", hill = "山上" }
purpose = "规则：带伞"

[[steps]]
name = "walk"
title = "走一走"
form = "walk"
roles = ["handler"]
repeats = true
"""
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def brands(tmp_path):
    """Write a brand folder from changed words of the good one."""

    def write(*changes, name="wang", logo=PNG):
        text = GOOD
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        folder = tmp_path / name
        folder.mkdir()
        (folder / "brand.toml").write_text(text, encoding="utf-8")
        if logo:
            (folder / "logo.png").write_bytes(logo)
        return tmp_path

    return write


@pytest.fixture
def load_brands(load_only):
    return partial(
        load_only,
        points=[entry_point("quiet")],
        roles=frozenset(ROLES),
        schemes=frozenset({"three_levels"}),
    )


def test_a_folder_ends_in_the_same_value_as_a_package(brands, load_brands):
    roster = load_brands(brands=brands())
    brand = roster.brands["wang"]
    assert (brand.title, brand.leader) == ("老王茶室", Leader(name="老王"))
    assert [one.name for one in brand.extra_fields["quiet.intake"]] == ["tea"]
    (form,) = brand.forms
    assert (form.key, form.fields[0].kind) == ("wang.walk", Kind.CHOICE)
    (step,) = brand.extra_steps
    assert (step.name, step.form, step.optional, step.check, step.then) == (
        "wang_walk",
        "wang.walk",
        True,
        None,
        None,
    )
    assert roster.logos["wang"].suffix == "png"
    assert roster.form("wang.walk")[0] == "wang"
    assert "wang" not in roster.homes, "nothing of the folder is served"


def test_the_face_adds_and_changes_nothing(brands, load_brands):
    roster = load_brands(brands=brands())
    plain, face = roster.services["quiet"], roster.faces["wang"]
    assert face.forms[0].fields[: len(plain.forms[0].fields)] == plain.forms[0].fields
    assert [one.name for one in face.forms[0].fields][-1] == "tea"
    assert face.steps[: len(plain.steps)] == plain.steps
    assert face.step("wang_walk").form == "wang.walk"
    assert face.closing_outcomes == plain.closing_outcomes


FAULTS = [
    ('title = "老王茶室"', "title = 老王", 3, "Invalid value"),
    ('title = "老王茶室"', "title = 3", 3, "title: a text expected"),
    ('slogan = "坐下说"', 'slogn = "坐下说"', 4, "unknown key 'slogn'"),
    ('points = ["990101001"]', "points = []", 6, "name at least one service point"),
    ('points = ["990101001"]', 'points = ["a b"]', 6, "no code of a service point"),
    ('points = ["990101001"]\n', "", 1, "points is missing"),
    ('name = "老王"', 'name = "老王"\nsalary = "1"', 10, "unknown key 'salary'"),
    ('form = "quiet.intake"', 'form = "quiet.nothing"', 12, "quiet has no such form"),
    ('name = "tea"', 'name = "wish"', 13, "declared 2 times"),
    ('purpose = "老王备茶"\n', "", 11, "purpose is missing"),
    ('kind = "choice"', 'kind = "magic"', 24, "'magic' is none of"),
    ('kind = "choice"', 'kind = "citizen_id"', 22, "a citizen id is sensitive at least"),
    ('form = "walk"\n', 'form = "run"\n', 28, "does not exist"),
    ('roles = ["handler"]', 'roles = ["king"]', 28, "unknown roles king"),
    ("repeats = true", 'repeats = true\nthen = "close"', 34, "unknown key 'then'"),
    ("repeats = true", 'repeats = true\nafter = ["never"]', 28, "which does not exist"),
    ('service = "quiet"', 'service = "unknown"', 2, "unknown"),
    ('name = "wang"', 'name = "desk"', 1, "reserved"),
    ('name = "wang"', 'name = "quiet"', 1, "quiet"),
    ('logo = "logo.png"', 'logo = "../logo.png"', 5, "plain file name"),
    ('logo = "logo.png"', 'logo = "none.png"', 5, "there is no file none.png"),
    ("slogan = ", 'warning_scheme = "rainbow"\nslogan = ', 4, "is none of three_levels"),
]


@pytest.mark.parametrize(("before", "after", "line", "reason"), FAULTS)
def test_a_malformed_one_is_refused_with_file_line_and_reason(
    brands, load_brands, before, after, line, reason
):
    roster = load_brands(brands=brands((before, after)))
    assert "quiet" in roster, "the others load"
    assert not roster.brands
    (card,) = roster.quarantined
    assert f"wang/brand.toml:{line}:" in card.detail
    assert reason in card.detail
    assert card.detail in card.reason


@pytest.mark.parametrize(("before", "after", "line", "reason"), FAULTS)
def test_lint_says_the_same(brands, monkeypatch, before, after, line, reason):
    monkeypatch.setattr("core.roster.loading.installed", lambda: (entry_point("quiet"),))
    sound, faults = lint_brands(
        brands((before, after)),
        since=SINCE,
        roles=frozenset(ROLES),
        schemes=frozenset({"three_levels"}),
        core_forms=frozenset(),
        judge_forms=check_forms,
    )
    assert sound == ()
    assert (line, True) in [(fault.line, reason in fault.reason) for fault in faults]


WARNING = """repeats = true

[warning]
title = "老王两级"
factors = { loud = "吵" }

[[warning.levels]]
code = "low"
label = "轻"
shape = "ring"

[[warning.levels]]
code = "high"
label = "重"
shape = "square"
visit_every_days = 7

[[warning.levels.grounds]]
code = "danger"
text = "有危险"
when = { any = [{ field = "stop_one", is = true }, { field = "factors", has = "loud" }] }
"""
WRONG_LEVELS = [
    ('title = "老王两级"\n', "", 35, "title is missing"),
    ('title = "老王两级"', 'title = "老王两级"\ncolour = "red"', 37, "unknown key 'colour'"),
    ('factors = { loud = "吵" }\n', "", 50, "the factor 'loud', which nobody can tick"),
    ('factors = { loud = "吵" }', "factors = { loud = 3 }", 37, "loud needs a label"),
    ('factors = { loud = "吵" }', 'factors = { LOUD = "吵" }', 37, "no lower-case code"),
    ('code = "low"', 'code = "high"', 45, "is there 2 times"),
    ('shape = "ring"', 'shape = "heart"', 40, "is none of ring, circle"),
    ('shape = "ring"', 'shape = "ring"\nresponsible = "world"', 40, "is none of grid"),
    ("visit_every_days = 7", "visit_every_days = 0", 45, "visit_every_days is 1 to 366"),
    ("visit_every_days = 7", 'visit_every_days = "7"', 48, "a number expected"),
    ('field = "stop_one"', 'field = "colour"', 51, "asks 'colour', which is none of"),
    ('field = "stop_one"', 'field = "violence"', 45, "no ground that asks 'stop_one'"),
    ("is = true", "seems = true", 51, "asks is, in, has or filled"),
    ("any = [", "some = [", 51, "names a field, or holds all"),
    ("slogan = ", 'warning_scheme = "three_levels"\nslogan = ', 36, "the one or the other"),
]


def test_its_own_levels_are_read_from_the_lightest(brands, load_brands):
    brand = load_brands(brands=brands(("repeats = true\n", WARNING))).brands["wang"]
    assert brand.warning.code == "wang"
    assert [one.code for one in brand.warning.levels] == ["low", "high"]
    assert brand.warning.rank("high") == 1
    assert brand.warning.levels[1].grounds[0].code == "danger"


@pytest.mark.parametrize(("before", "after", "line", "reason"), WRONG_LEVELS)
def test_levels_that_do_not_hold_are_refused_with_their_line(
    brands, load_brands, before, after, line, reason
):
    place = brands(("repeats = true\n", WARNING), (before, after))
    (card,) = load_brands(brands=place).quarantined
    assert reason in card.detail
    assert f"wang/brand.toml:{line}:" in card.detail


def test_strict_stops_instead(brands, load_brands):
    with pytest.raises(PluginRefused):
        load_brands(brands=brands(("title =", "tital =")), strict=True)


def test_two_of_one_name_and_two_at_one_point(brands, load_brands):
    place = brands()
    brands(name="wang2")
    brands(('name = "wang"', 'name = "li"'), name="xli")
    brands(('name = "wang"', 'name = "zhao"'), ("990101001", "990101002"), name="zhao")
    roster = load_brands(brands=place)
    assert set(roster.brands) == {"wang", "zhao"}
    causes = {card.name: (card.cause, card.detail) for card in roster.quarantined}
    assert causes["wang"] == (Cause.DUPLICATE, "wang2/brand.toml:1: wang")
    assert "wang is the face of quiet at 990101001 already" in causes["li"][1]
    assert "xli/brand.toml:6:" in causes["li"][1]


@pytest.mark.parametrize("stranger", ["run.py", "static", "page.html", ".env"])
def test_nothing_but_the_list_and_the_picture(brands, stranger):
    folder = brands() / "wang"
    (folder / "README.md").write_text("fine")
    assert read_brand(folder).faults == ()
    (folder / stranger).mkdir() if stranger == "static" else (folder / stranger).write_text("x")
    (fault,) = read_brand(folder).faults
    assert fault.file == f"wang/{stranger}"


def test_a_folder_is_never_mistaken_for_a_door(tmp_path, load_brands):
    (tmp_path / "desk").mkdir()
    roster = load_brands(brands=tmp_path)
    assert [card.name for card in roster.quarantined] == ["desk/"]
    assert "desk" not in roster.known


def test_a_plugin_called_like_a_door_does_not_shut_it(load_only):
    roster = load_only(points=[entry_point("desk", "tests.dummies.quiet")])
    assert [card.name for card in roster.quarantined] == ["desk"]
    assert roster.known == set()


def test_the_example_is_sound():
    place = Path(__file__).parents[3] / "examples" / "brands"
    sound, faults = lint_brands(
        place,
        since=SINCE,
        roles=frozenset(ROLES),
        schemes=frozenset({"three_levels"}),
        core_forms=frozenset(),
        judge_forms=check_forms,
    )
    assert faults == ()
    (brand,) = sound
    assert len(brand.points) == 11
    assert brand.logo
    assert brand.leader
    assert brand.report_title
    assert brand.extra_steps


def test_the_folder_of_a_brand_is_taken_as_well_as_its_parent(brands, load_brands):
    place = brands()
    assert set(load_brands(brands=place / "wang").brands) == {"wang"}
    shutil.rmtree(place / "wang")
    assert load_brands(brands=place).brands == {}


def test_lines_are_found_behind_long_texts_and_lists():
    lines = lines_of(
        'a = """\nb = 1\n"""\nlist = [\n  "x", # ]\n  "y",\n]\nc = 2\n[[t]]\nd.e = 3\n[[t]]\n'
        "[[t.u]]\nf = '[['\ng = 1\n"
    )
    assert (lines[("a",)], lines[("list",)], lines[("c",)]) == (1, 4, 8)
    assert ("b",) not in lines
    assert (lines[("t", 0, "d", "e")], lines[("t", 1, "u", 0, "g")]) == (10, 14)
    assert line_at(lines, ("t", 1, "u", 0, "nothing")) == 12
