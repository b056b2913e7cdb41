"""The forms of 家风培育 for a family, in the order of the work."""

from plugins.family_education.forms_ending import CLOSING, REPLY
from plugins.family_education.forms_opening import ASSESSMENT, INTAKE
from plugins.family_education.forms_work import LESSON, PLAN, SESSION, URGED

FORMS = (INTAKE, ASSESSMENT, PLAN, SESSION, URGED, LESSON, REPLY, CLOSING)
