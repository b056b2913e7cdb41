"""Serve our few style sheets and scripts under an address that carries their content.

The address changes with the content, so a browser may keep the file for a year and a new release
is seen at once. The files are read and packed when the application is made; a request never
touches the disk.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response

from core.web.policy import policy

EXTENSION: Final = "jiahe.assets"
KEEP: Final = "public, max-age=31536000, immutable"
assets = Blueprint("assets", __name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """One file: its type, its digest, its bytes plain and packed."""

    mimetype: str
    digest: str
    body: bytes
    packed: bytes


def read_assets(folders: Mapping[str, Path]) -> dict[str, Asset]:
    """Read every file below each folder; ``{"web": …/static}`` gives names like ``web/jiahe.css``.

    A folder that does not exist raises: absent styles would only be noticed by a user.
    """
    found: dict[str, Asset] = {}
    for room, folder in folders.items():
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                body = path.read_bytes()
                found[f"{room}/{path.relative_to(folder).as_posix()}"] = Asset(
                    mimetype=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
                    digest=hashlib.sha256(body).hexdigest()[:16],
                    body=body,
                    # mtime=0: the same content must give the same bytes in every worker
                    packed=gzip.compress(body, 9, mtime=0),
                )
    return found


def asset_url(name: str) -> str:
    """Return the address of `name`; an unknown name raises `KeyError`."""
    # By hand: four times a page, building it from the rules costs more than the gate.
    return f"{request.script_root}/static/{_table()[name].digest}/{name}"


@assets.get("/static/<digest>/<path:name>")
@policy(action="read_static", scope="public", answer="P")
def serve(digest: str, name: str) -> Response:
    """Answer one file; an old digest is 404, so nobody caches new content under an old name."""
    asset = _table().get(name)
    if asset is None or asset.digest != digest:
        abort(404)
    pack = request.accept_encodings["gzip"] > 0
    response = Response(asset.packed if pack else asset.body, mimetype=asset.mimetype)
    if pack:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = KEEP
    return response


def _table() -> dict[str, Asset]:
    table: dict[str, Asset] = current_app.extensions[EXTENSION]
    return table
