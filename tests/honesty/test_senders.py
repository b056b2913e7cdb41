"""Nothing reaches a party past the one place that knows whether it may (妇联规程 13; hard stop 3).

No message leaves the house today. A module that could send one, by any way out of the process, has
to ask `core.cases.contact` for leave; one that does not is found here before it is ever run.
"""

import ast

import pytest

from tests.honesty.sources import ROOT, under

WAYS_OUT = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc.client",
}
ASKED = "may_reach"


def imported(tree: ast.AST) -> set[str]:
    """Return the dotted names of what a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def sends_unasked(source: str) -> bool:
    """Tell whether a module can send something out and never calls for leave to."""
    tree = ast.parse(source)
    names = imported(tree)
    out = {one for one in names if one in WAYS_OUT or one.split(".")[0] in WAYS_OUT}
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    return bool(out) and ASKED not in called


def test_no_sender_goes_past_what_she_said_about_contact():
    modules = [*under("core", suffix=".py"), *under("plugins", suffix=".py")]
    assert len(modules) > 300
    found = [
        str(path.relative_to(ROOT))
        for path in modules
        if sends_unasked(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        ("import smtplib\nsmtplib.SMTP('x').send_message(m)\n", True),
        ("from urllib.request import urlopen\nurlopen('sms')\n", True),
        ("def tell():\n    import http.client as c\n    c.HTTPConnection('x')\n", True),
        ("from core.cases.contact import may_reach\nimport requests\nrequests.post(u)\n", True),
        (
            "import requests\nif not may_reach(s, w, at, is_guarded=g):\n    requests.post(u)\n",
            False,
        ),
        ("from urllib.parse import quote\n", False),
    ],
)
def test_a_planted_bypass_is_caught(source, caught):
    assert sends_unasked(source) is caught
