"""The contract checks themselves: run on every plugin here, and shown to see what they are for."""

import ast

import core.api
import core.words
from core.contract.checks import *  # noqa: F403 - every check, on the candidates of this folder
from core.contract.checks import calls, strangers
from tests.dummies import entry_point


def test_the_source_checks_see_what_they_are_for():
    evil = {
        entry_point("x"): ast.parse(
            "import subprocess\nfrom core.db import db\nimport plugins.other.forms\n"
            "from flask import request\nfrom core.api import hookimpl\n"
            "open('/etc/passwd')\nre.compile('x')\n"
        )
    }
    assert [line.partition(": ")[2] for line in strangers(evil, "plugins.mine")] == [
        "subprocess",
        "core.db",
        "plugins.other.forms",
    ]
    assert len(list(calls(evil))) == 1


def test_every_word_of_the_contract_is_in_the_api():
    assert set(core.words.__all__) <= set(core.api.__all__)
    assert {"hookimpl", "policy", "reading"} <= set(core.api.__all__)


def test_nothing_else_is_in_the_api():
    # pytest leaves names with an @ in every module of a distribution that brings it a plugin
    public = {name for name in vars(core.api) if not name.startswith(("_", "@"))}
    helpers = {"annotations", "CountySession", "Session", "db"}
    assert public - set(core.api.__all__) == helpers
