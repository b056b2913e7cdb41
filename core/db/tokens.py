"""Search tokens: finding a sealed name by two characters without storing it readably.

Trigram search finds no two-character name, and most Chinese names have two or three; so the single
characters and the pairs of a name are hashed with the app's key into a token table. The numbers
people know by heart get one token each: the tail of a phone, the tail of a citizen id.
"""

import re
import unicodedata
from collections.abc import Iterable

from core.db.keys import KeyRing, key_ring
from core.db.pinyin import letters, spellings

TOKEN_LENGTH = 16
"""Length of a token: 64 bits in hexadecimal."""

# the separators of transliterated names: 艾力·买买提 is written with any of these or none
_SEPARATORS = re.compile(r"[\s·•‧・.．\-'’]+")
_PHONE_TAIL = 4
_CITIZEN_ID_TAIL = 6


def name_tokens(text: str) -> list[str]:
    """Return the tokens to store for a name: one per character and one per pair, sorted.

    Width, case and the separators of transliterated names do not matter.
    """
    return sorted(TokenPress().of_name(text))


class TokenPress:
    """Makes the tokens of many names: names share characters and syllables, so each is hashed once.

    Keep it for the work at hand and no longer: it remembers pieces of names."""

    def __init__(self) -> None:
        self.ring = key_ring()
        self._made: dict[str, dict[str, str]] = {"name": {}, "pinyin": {}}

    def of_name(self, text: str) -> list[str]:
        """Return the tokens of a name as `name_tokens` does, unsorted."""
        name = _plain(text)
        return self._of("name", {*name, *_pairs(name)})

    def of_name_and_spelling(self, text: str) -> list[str]:
        """Return the tokens of a name and of how it is spelled, as `name_tokens` and
        `spelling_tokens` do, unsorted."""
        name = _plain(text)
        return [
            *self._of("name", {*name, *_pairs(name)}),
            *self._of("pinyin", spellings(name)),
        ]

    def of_end(self, length: int, number: str) -> str:
        """Return the blind index of the last *length* signs of a number."""
        return self.ring.digest(f"end{length}", number[-length:])[:32]

    def _of(self, purpose: str, parts: Iterable[str]) -> list[str]:
        made, found = self._made[purpose], []
        for part in parts:
            token = made.get(part)
            if token is None:
                token = made[part] = _token(self.ring, purpose, part)
            found.append(token)
        return found


def name_query(text: str) -> list[str]:
    """Return the tokens a stored name must all have to match what was typed.

    Pairs for two characters and more, the single token for one; empty for an empty text.
    """
    name = _plain(text)
    ring = key_ring()
    return sorted(_token(ring, "name", part) for part in (_pairs(name) or set(name)))


def spelling_tokens(text: str) -> list[str]:
    """Return the tokens to store for how a name may be spelled in Latin letters, sorted."""
    ring = key_ring()
    return sorted(_token(ring, "pinyin", one) for one in spellings(_plain(text)))


def spelling_query(text: str) -> str | None:
    """Return the token of what was typed as initials or syllables; None when it is neither."""
    typed = letters(text)
    return None if typed is None else _token(key_ring(), "pinyin", typed)


def phone_token(phone: str) -> str | None:
    """Return the token of a phone's last four digits, None when it has fewer."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", phone))
    return _tail("phone", digits, _PHONE_TAIL)


def citizen_id_token(number: str) -> str | None:
    """Return the token of a citizen id's last six characters, None when it has fewer."""
    plain = re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", number).upper())
    return _tail("citizen-id", plain, _CITIZEN_ID_TAIL)


def _tail(purpose: str, text: str, length: int) -> str | None:
    return _token(key_ring(), purpose, text[-length:]) if len(text) >= length else None


def _plain(text: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _pairs(name: str) -> set[str]:
    return {name[at : at + 2] for at in range(len(name) - 1)}


def _token(ring: KeyRing, purpose: str, part: str) -> str:
    return ring.digest(f"token:{purpose}", part)[:TOKEN_LENGTH]
