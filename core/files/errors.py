"""Why a file is not taken. Each text is a sentence for the person who chose it."""

from __future__ import annotations

from flask_babel import gettext as _


class FileRefused(Exception):
    """The file cannot be taken; ``text`` is a Chinese source, ``values`` fill it in."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def told(self) -> str:
        """Return the sentence in the reader's language."""
        return str(_(self.text, **self.values)) if self.values else str(_(self.text))


class NoRoom(Exception):
    """The disk is full or away; nothing of the file is left behind."""


class CountyFull(FileRefused):
    """The county has used what it may."""


class BrokenFile(Exception):
    """A stored file is missing or was altered."""
