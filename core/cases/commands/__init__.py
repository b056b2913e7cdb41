"""The commands on cases: each does one thing in the caller's transaction and never commits."""

from core.cases.commands.approving import answer_second, ask_second, take_back_second
from core.cases.commands.clues import report_clue
from core.cases.commands.conferring import file_conference
from core.cases.commands.contact import file_safe_contact, may_contact
from core.cases.commands.correcting import correct_intake, current_answers, may_correct
from core.cases.commands.danger import check_danger, record_report
from core.cases.commands.filing import file_record
from core.cases.commands.flags import clear_flag, set_flag
from core.cases.commands.glass import break_glass, close_glass, review_glass
from core.cases.commands.handling import assign_handler, assign_item, finish_measure
from core.cases.commands.importing import Imported, import_cases
from core.cases.commands.items import end_orphan, open_item
from core.cases.commands.joining import join_persons, part_persons
from core.cases.commands.joint import may_order, order_co_handling
from core.cases.commands.joint_part import answer_part, end_co_handling, file_co_work
from core.cases.commands.kin import state_kin, take_back_kin
from core.cases.commands.moving import move, moves_of, not_open
from core.cases.commands.protecting import file_protection
from core.cases.commands.rating import (
    answer_rating,
    may_rate,
    may_second,
    must_rate,
    rate,
)
from core.cases.commands.receive import Received, receive
from core.cases.commands.referring import answer_referral, may_refer, send_referral
from core.cases.commands.registering import file_key_family
from core.cases.commands.scaling import file_safety_measure, file_scale
from core.cases.commands.stepping import take_step
from core.cases.commands.tasks import finish_task
from core.cases.commands.team import file_loop, form_team, may_file_loop, may_form
from core.cases.commands.thanking import file_thanks, may_thank
from core.cases.commands.unsealing import answer_unseal, ask_unseal, held_by, take_back_unseal
from core.cases.commands.visiting import file_follow_up, plan_visit

__all__ = [
    "Imported",
    "Received",
    "answer_part",
    "answer_rating",
    "answer_referral",
    "answer_second",
    "answer_unseal",
    "ask_second",
    "ask_unseal",
    "assign_handler",
    "assign_item",
    "break_glass",
    "check_danger",
    "clear_flag",
    "close_glass",
    "correct_intake",
    "current_answers",
    "end_co_handling",
    "end_orphan",
    "file_co_work",
    "file_conference",
    "file_follow_up",
    "file_key_family",
    "file_loop",
    "file_protection",
    "file_record",
    "file_safe_contact",
    "file_safety_measure",
    "file_scale",
    "file_thanks",
    "finish_measure",
    "finish_task",
    "form_team",
    "held_by",
    "import_cases",
    "join_persons",
    "may_contact",
    "may_correct",
    "may_file_loop",
    "may_form",
    "may_order",
    "may_rate",
    "may_refer",
    "may_second",
    "may_thank",
    "move",
    "moves_of",
    "must_rate",
    "not_open",
    "open_item",
    "order_co_handling",
    "part_persons",
    "plan_visit",
    "rate",
    "receive",
    "record_report",
    "report_clue",
    "review_glass",
    "send_referral",
    "set_flag",
    "state_kin",
    "take_back_kin",
    "take_back_second",
    "take_back_unseal",
    "take_step",
]
