"""What a password must be like; the hash is argon2id, set up with Flask-Security.

Length does more than symbols; both are asked because the level-3 rules ask for them
(GB/T 22239-2019 8.1.4.1).
"""

from __future__ import annotations

import secrets

from flask_security import hash_password

from core.words import Objection

SHORTEST = 10
# argon2 reads all of it; a megabyte of password would only keep the server busy
LONGEST = 128
_FEWEST_KINDS = 3
# "li" is in half of all passwords and gives nothing away
_TELLING = 4
_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that looks alike


def faults_of(password: str, username: str) -> tuple[Objection, ...]:
    """Return what is wrong with *password* for the account *username*; empty when it will do."""
    found = []
    if not SHORTEST <= len(password) <= LONGEST:
        found.append(
            Objection(
                text="密码要 %(least)s 到 %(most)s 位",
                values={"least": str(SHORTEST), "most": str(LONGEST)},
                code="password_length",
                field_name="password",
            )
        )
    if _kinds(password) < _FEWEST_KINDS:
        found.append(
            Objection(
                text="大写字母、小写字母、数字、符号，至少用三种",
                code="password_kinds",
                field_name="password",
            )
        )
    if len(username) >= _TELLING and username.lower() in password.lower():
        found.append(
            Objection(text="密码里不要有账号名", code="password_name", field_name="password")
        )
    return tuple(found)


def new_password() -> str:
    """Return a random password that can be dictated over the telephone without a mistake."""
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def hashed(password: str) -> str:
    """Return the argon2id hash to store; needs an application context."""
    result: str = hash_password(password)
    return result


def _kinds(password: str) -> int:
    kinds = (str.islower, str.isupper, str.isdigit, lambda sign: not sign.isalnum())
    return sum(any(kind(sign) for sign in password) for kind in kinds)
