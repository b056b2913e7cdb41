"""Everything the house says has an English sentence, and the command that looks for it sees all."""

import re
from pathlib import Path

import pytest

from core.cli import catalogue

# The brand; what has to be typed in Chinese; the example of a village with its town.
KEPT = ("家和", "未透露", "休", "班", "桂花镇 后塘村")
HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# Put together from pieces on purpose: a date said in Chinese only while Chinese is spoken, the
# series of sealed papers, the table of roles printed for the Chinese guide, a day to be typed in.
UNREACHABLE = {
    "core/admin/templates/admin/days.html",
    "core/documents/kinds.py",
    "core/people/roles.py",
    "core/web/language.py",
}


def test_every_text_has_its_english():
    assert list(catalogue.faults()) == []


def test_nothing_chinese_is_left_in_the_english():
    left = []
    for home in catalogue.homes():
        for message in catalogue.read(home):
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            for form in forms:
                rest = form
                for word in KEPT:
                    rest = rest.replace(word, "")
                if message.id and HAN.search(rest):
                    left.append((home.name, form))
    assert left == []


def test_no_text_is_out_of_a_catalogues_reach():
    assert [found for found in catalogue.bare() if found[0] not in UNREACHABLE] == []


def test_every_home_has_a_catalogue():
    told = {home.name for home in catalogue.homes() if home.catalogue.exists()}
    assert told == {home.name for home in catalogue.homes()}


SOURCE = '''"""说明文字。"""
from words import Field, Objection

"""也不是句子"""
TITLE = "登记"
FIELD = Field(label="姓名", words=("离婚", "分家"), help="可不填")
PATTERN = re.compile(r"(?:离婚|分家)")
REFUSED = Objection(text="还差 %(count)s 项")
JOINED = f"第 {number} 项"
COUNTED = ngettext("%(num)s 处", "%(num)s 处们", 3)
COMMA = _("、")
PLAIN = "plain"
'''
PAGE = """<p title="{{ _('标题') }}">裸字 {{ _(codes.get(x, "非家事")) }}{{ items|join("、") }}
{{ ngettext("一处", "几处", n) }}{{ _("：") }}</p>"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small house with one plugin."""
    for name, text in {
        "core/room.py": SOURCE,
        "core/templates/page.html": PAGE,
        "core/cli/said.py": 'HELP = "给操作员看的"\n',
        "plugins/tea/__init__.py": 'TITLE = "登记"\nOWN = "茶室"\n',
        "plugins/tea/papers.py": 'PAPER = "协议书"\n',
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_it_finds_what_is_said_and_nothing_else(checkout):
    found = catalogue.texts(checkout)
    assert set(found["core"]) == {
        "登记",
        "姓名",
        "可不填",
        "还差 %(count)s 项",
        ("%(num)s 处", "%(num)s 处们"),
        "、",
        "标题",
        "非家事",
        ("一处", "几处"),
        "：",
    }
    assert set(found["tea"]) == {"茶室"}
    assert set(catalogue.bare(checkout)) == {
        ("core/room.py", 'f"第 {number} 项"'),
        ("core/templates/page.html", '">裸字'),
    }


def _translated(checkout: Path, english: dict[str, str]) -> None:
    """Update, and write *english* into the plugin's catalogue."""
    catalogue.update(checkout)
    path = checkout / "plugins/tea/translations/en/LC_MESSAGES/messages.po"
    text = path.read_text(encoding="utf-8")
    for chinese, said in english.items():
        text = text.replace(f'msgid "{chinese}"\nmsgstr ""', f'msgid "{chinese}"\nmsgstr "{said}"')
    path.write_text(text, encoding="utf-8")


def test_an_update_keeps_the_english_and_drops_what_is_said_no_more(checkout):
    _translated(checkout, {"茶室": "Tea room"})
    home = catalogue.homes(checkout)[1]
    (checkout / "plugins/tea/__init__.py").write_text('OWN = "茶室"\nNEW = "茶杯"\n')
    catalogue.update(checkout)
    held = {one.id: one.string for one in catalogue.read(home) if one.id}
    assert held == {"茶室": "Tea room", "茶杯": ""}
    (checkout / "plugins/tea/__init__.py").write_text('NEW = "茶杯"\n')
    assert "tea: said no more: '茶室'" in list(catalogue.faults(checkout))
    catalogue.update(checkout)
    assert [one.id for one in catalogue.read(home) if one.id] == ["茶杯"]


@pytest.mark.parametrize(
    ("source", "english", "fault"),
    [
        ("茶室", "", "tea: no English for '茶室'"),
        ("第 %(row)s 间", "Room %(number)s", "tea: other placeholders: 'Room %(number)s'"),
    ],
)
def test_a_gap_or_another_placeholder_is_told(checkout, source, english, fault):
    (checkout / "plugins/tea/__init__.py").write_text(f'OWN = "{source}"\n')
    _translated(checkout, {source: english})
    assert [one for one in catalogue.faults(checkout) if one.startswith("tea")] == [fault]


def test_a_compiled_catalogue_follows_its_source(checkout):
    _translated(checkout, {"茶室": "Tea room"})
    catalogue.compile_all(checkout)
    compiled = checkout / "plugins/tea/translations/en/LC_MESSAGES/messages.mo"
    assert b"Tea room" in compiled.read_bytes()
