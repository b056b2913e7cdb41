"""What a drafted paper must heed: one side only, and what a law asks of it (民法典 1076, 1082)."""

from collections.abc import Iterator

from core.api import Objection, StepContext, at_field, not_tomorrow
from plugins.legal_consult import told
from plugins.legal_consult.sides import one_side_only

BLOCKS = {"children": "子女抚养", "assets": "财产", "debts": "债务"}
"""What an agreement on divorce has to settle, even if only by saying that there is none."""


def may_write(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse a paper for both sides, unread, incomplete, or for a suit the law does not open."""
    return (
        *one_side_only(ctx),
        *not_tomorrow(ctx, "handed_on"),
        *not_tomorrow(ctx, "married_on"),
        *not_tomorrow(ctx, "apart_since"),
        *_confirmed(ctx),
        *_agreed(ctx),
        *_suit(ctx),
    )


def _confirmed(ctx: StepContext) -> Iterator[Objection]:
    if ctx.data.get("read_back") is False:
        yield at_field("read_back", "先念给本人听，本人确认以后再交付。", "read_back")
    if ctx.data.get("other") and ctx.data.get("other") == ctx.data.get("client"):
        yield at_field("other", "对方和本人是同一个人。", "same_person")


def _agreed(ctx: StepContext) -> Iterator[Objection]:
    data = ctx.data
    if data.get("kind") == "support" and data.get("elder_agrees") is False:
        yield at_field(
            "elder_agrees",
            "赡养协议要老人同意，先问老人。",
            "elder",
            "老年人权益保障法第20条",
        )
    if data.get("kind") != "divorce":
        return
    if data.get("free_will") is False:
        yield at_field("free_will", "不是双方自愿的，不能协议离婚。", "free_will", "民法典第1076条")
    for field, what in BLOCKS.items():
        if not data.get(field):
            yield at_field(
                field,
                "离婚协议要写明%(what)s，没有的写“没有”。",
                "block",
                "民法典第1076条",
                what=what,
            )


def _suit(ctx: StepContext) -> Iterator[Objection]:
    bars = told.picked(ctx.data, "bars")
    sex = next((one.sex for one in ctx.case.parties if one.id == ctx.data.get("client")), "")
    if ctx.data.get("exception"):
        return
    if "pregnant" in bars and sex != "F":
        yield at_field(
            "bars",
            "女方怀孕、分娩后一年内、终止妊娠后六个月内，男方不得提出离婚；法院认为确有必要的，写明为什么。",
            "pregnant",
            "民法典第1082条",
        )
    if "again" in bars:
        yield at_field(
            "bars",
            "不满六个月，没有新情况、新理由，不能再起诉；有的，写明是什么。",
            "again",
            "民事诉讼法第127条",
        )
