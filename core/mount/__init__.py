"""The pages of plugins: mounted below their own prefix, behind a wall that the switch closes.

A switch is a wall and not a sign: what is closed answers like an address nobody serves, whatever
the method and however the address is written (T/ZSM 5.4).
"""

from core.mount.mounting import CountyCode, MountBroken, mount
from core.mount.wall import Wall, WallMisplaced, check_wall, raise_wall

__all__ = [
    "CountyCode",
    "MountBroken",
    "Wall",
    "WallMisplaced",
    "check_wall",
    "mount",
    "raise_wall",
]
