"""Chosen files: taken in before the form they came with is judged, so that an error elsewhere does
not lose them; the page then carries their ids instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import g
from werkzeug.datastructures import FileStorage

from core import files
from core.cases.acting import Acting
from core.cases.filed import ids_in
from core.web.handing import take_in
from core.words import Kind

_ROW = re.compile(r"-([0-9]+)-")


class Chosen:
    """The files of one form. ``wrong`` tells, by the path of its field, why one was not taken."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[str]] = {}

    def stage(self, chosen: FileStorage) -> str:
        """Take a file in for the viewer and return its id, "" when it is not taken."""
        file_id, why = take_in(g.viewer.account_id, chosen)
        if why:
            path = _ROW.sub(r".\1.", (chosen.name or "").removeprefix("_file."))
            self.wrong[path] = [why]
        return file_id


def staged_names(here: Acting, raw: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    """Return the names of the files that the answers of a refused form or a draft name."""
    rows = files.staged_of(here.session, here.me, ids_in(list(raw.values())))
    named = [(row.id, row.name or "") for row in rows.values()]
    return {Kind.FILE.value: named, Kind.SIGNATURE.value: named}
