"""A task's title is read over shoulders and by who sees only how a case goes: nothing is told.

Titles are found where they are written, in core and in every plugin.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TELLING = (
    "安全", "危险", "暴力", "家暴", "打", "伤", "单独", "保护令", "告诫", "自杀", "未成年", "虐待",
    "隐瞒", "躲", "她", "他说",
)  # fmt: skip
# said of the case itself or of an office, not of what happened in a family
HARMLESS = ("打开", "打印", "单独登记备案")


def titles(source: str) -> Iterator[str]:
    """Every text a task is given as its title, the branches of a choice included."""
    tree = ast.parse(source)
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call):
            continue
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name not in ("ask", "Task"):
            continue
        for given in call.keywords:
            if given.arg == "title":
                yield from (
                    one.value
                    for one in ast.walk(given.value)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )


def telling(title: str) -> bool:
    for harmless in HARMLESS:
        title = title.replace(harmless, "")
    return any(word in title for word in TELLING)


def written() -> list[str]:
    return [
        title
        for room in ("core", "plugins")
        for path in sorted((ROOT / room).rglob("*.py"))
        for title in titles(path.read_text(encoding="utf-8"))
    ]


def test_no_title_of_a_task_tells_what_happened() -> None:
    found = written()
    assert len(found) > 40, "the look has gone blind"
    assert [one for one in found if telling(one)] == []


def test_a_telling_title_is_found() -> None:
    planted = 'ask(a, c, title="按她说的安全方式" if guarded else "请上门", account_id=None)'
    assert [telling(one) for one in titles(planted)] == [True, False]
    assert not telling("请即时打开办件处理")
