"""House rules a machine can see in the sources."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest

from tests.honesty.sources import ROOT, shown, under, written_by_hand

LONGEST = 450
"""Lines in one module of core or plugins; about 300 is meant."""

CLOCKS = ROOT / "core" / "clocks"
NOW = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("func", "now"),
    ("func", "current_timestamp"),
}
"""Ways to ask for the time that would not see the sandbox's day."""

POMPOUS = re.compile(r"(Manager|Helper|Utils?|Abstract\w*|Base)$|^(Abstract|Base)[A-Z]")
NOT_ON_A_PAGE = re.compile("工单|租户|插件|节点")
REGISTRY_OR_CDN = re.compile(
    r"https?://[\w.-]*(pypi|pythonhosted|npmjs|jsdelivr|unpkg|cdnjs|googleapis)[\w.-]*\."
)


def modules() -> list[Path]:
    return under("core", "plugins", "tests", suffix=".py")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def asked_for_now(source: ast.Module) -> list[int]:
    """The lines of `source` that ask the machine for the time."""
    return [
        node.lineno
        for node in ast.walk(source)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (getattr(node.value, "id", getattr(node.value, "attr", "")), node.attr) in NOW
    ]


def excuses(text: str) -> list[tuple[int, str]]:
    """The comments of `text` that switch a checker off without giving a reason."""
    return [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
        and (
            re.search(r"# noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)* +[-#]? *\w)", token.string)
            or re.search(r"# type: ignore(?!\[[\w, -]+\] +# *\w)", token.string)
        )
    ]


@pytest.mark.parametrize("path", modules(), ids=shown)
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(tree(path)), f"{shown(path)} has no docstring"


def test_a_forbidden_now_is_seen():
    assert asked_for_now(ast.parse("import datetime\nx = datetime.datetime.now()")) == [2]
    assert asked_for_now(ast.parse("x = mapped_column(default=func.now())")) == [1]
    assert asked_for_now(ast.parse("x = clocks.now()")) == []


def test_only_the_clocks_ask_for_the_time():
    found = [
        f"{shown(path)}:{line}"
        for path in under("core", "plugins", suffix=".py")
        if CLOCKS not in path.parents
        for line in asked_for_now(tree(path))
    ]
    assert not found


def test_an_excuse_without_a_reason_is_seen():
    text = "a = 1  # noqa: S101\nb = 2  # noqa: S101 - it is a fixture\nc = 3  # type: ignore[x]\n"
    assert [line for line, _ in excuses(text)] == [1, 3]


def test_every_ignore_has_its_reason_on_the_line():
    found = [
        f"{shown(path)}:{line} {comment}"
        for path in under("core", "plugins", suffix=".py")
        for line, comment in excuses(path.read_text(encoding="utf-8"))
    ]
    assert not found


def test_no_module_outgrows_its_room():
    lengths = {
        shown(path): path.read_text(encoding="utf-8").count("\n")
        for path in under("core", "plugins", suffix=".py")
        # a revision lists every table there was; nobody reads it for its thoughts
        if "migrations" not in path.parts
    }
    assert not {path: lines for path, lines in lengths.items() if lines > LONGEST}


def test_classes_are_named_as_the_desk_would():
    found = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in under("core", "plugins", suffix=".py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef) and POMPOUS.search(node.name)
    ]
    # SQLAlchemy's word for the root of the mapped classes, and everybody's
    assert [one for one in found if not re.match(r"core/db/base\.py:\d+ Base$", one)] == []
    assert not [path for path in modules() if re.match(r"utils?\.|helpers?\.", path.name)]


def test_nothing_is_left_for_later():
    word = "TO" + "DO"
    found = [
        shown(path)
        for path in written_by_hand()
        if re.search(rf"\b({word}|FIXME)\b", path.read_text(encoding="utf-8"))
    ]
    assert [path for path in found if path != "tests/honesty/test_sources.py"] == []


def strings_for_people(source: ast.Module) -> list[tuple[int, str]]:
    """What goes through gettext: the only way a Python string reaches a page."""
    return [
        (node.lineno, argument.value)
        for node in ast.walk(source)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", ""))
        in {"_", "gettext", "lazy_gettext", "ngettext", "_l"}
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


def test_pages_use_the_words_of_the_desk():
    found = [
        f"{shown(path)}:{line} {text}"
        for path in under("core", "plugins", suffix=".py")
        for line, text in strings_for_people(tree(path))
        if NOT_ON_A_PAGE.search(text)
    ]
    for path in under("core", "plugins", suffix=".html"):
        # what a template comment says is not on the page
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [f"{shown(path)}: {word}" for word in NOT_ON_A_PAGE.findall(text)]
    assert not found


def test_nothing_comes_from_a_registry_or_a_cdn():
    locks = list(ROOT.glob("*.lock"))
    assert locks
    found = [
        shown(path)
        for path in [*written_by_hand(), *locks]
        if REGISTRY_OR_CDN.search(path.read_text(encoding="utf-8"))
    ]
    assert not found
    assert not [path.name for path in locks if "://" in path.read_text(encoding="utf-8")]
