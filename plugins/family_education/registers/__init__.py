"""What 家风培育 keeps beside families: events, courses, volunteers, honours, points (T/ZSM 5.4.8).

None of these names a family's trouble: they are the county's work before there is any, and what a
family is proud of.
"""

from plugins.family_education.registers.courses import COURSES, VOLUNTEERING
from plugins.family_education.registers.events import EVENTS
from plugins.family_education.registers.honours import HONOURS
from plugins.family_education.registers.points import POINTS, RULES

REGISTERS = (EVENTS, COURSES, VOLUNTEERING, HONOURS, RULES, POINTS)

__all__ = ["COURSES", "EVENTS", "HONOURS", "POINTS", "REGISTERS", "RULES", "VOLUNTEERING"]
