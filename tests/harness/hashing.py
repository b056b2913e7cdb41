"""Passwords of this process are hashed lightly.

Hashing is slow on purpose: a quarter of a second of the processor for every sign-in, and the suite
signs in more than a thousand times. What the library would have taken is kept, so that a test can
say it is hard enough; a server that a test starts in a process of its own hashes in earnest.
"""

from dataclasses import dataclass

from passlib.hash import argon2


@dataclass(frozen=True, kw_only=True, slots=True)
class Hardness:
    """What one argon2id hash costs: passes over the memory, the memory in KiB."""

    passes: int
    memory: int


IN_EARNEST = Hardness(passes=argon2.default_rounds, memory=argon2.memory_cost)
"""What is taken where no test is about."""

argon2.default_rounds, argon2.memory_cost, argon2.parallelism = 1, 64, 1
