"""Copies of the whole platform in one file, and the way back from them.

A copy holds the database and the files beside it, sealed as they lie there, and never a key. What
was altered, cut short or made under other keys is refused before anything live is touched
(T/ZSM 5.6.4).
"""

from core.backup.container import BackupRefused
from core.backup.service import Standing, check_backup, make_backup, restore_backup

__all__ = ["BackupRefused", "Standing", "check_backup", "make_backup", "restore_backup"]
