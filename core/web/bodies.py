"""What a request brings in its body, before anybody reads it.

A part of a multipart body may come without a name: no browser sends one, and every view would have
to reckon with a field called None.
"""

from __future__ import annotations

from typing import IO, TypeVar, cast

from flask import Request
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.formparser import FormDataParser

_T = TypeVar("_T")


class NamedParts(FormDataParser):
    """Reads a body as Werkzeug does and leaves out what has no name."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> tuple[IO[bytes], MultiDict[str, str], MultiDict[str, FileStorage]]:
        """Return the stream, the fields and the files."""
        rest, fields, files = super().parse(stream, mimetype, content_length, options)
        for name, one in files.items(multi=True):
            # nobody is handed it, so nobody else closes what it may have laid on the disk
            if not cast(str | None, name):
                one.close()
        return rest, _named(fields), _named(files)


class HouseRequest(Request):
    """The request every door is given."""

    form_data_parser_class = NamedParts


def _named(parts: MultiDict[str, _T]) -> MultiDict[str, _T]:
    # typed as always named, and a part without a name stands under None
    named = [(name, one) for name, one in parts.items(multi=True) if cast(str | None, name)]
    return type(parts)(named)
