"""Where what a check found is mended, and where the check is waived."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from disruptions.checks import Of, Where
from disruptions.models import LocalProfile, Plan, Strand
from disruptions.queries import Mending, Result, Trend
from inspection_portal.core.addresses import address_of

register = template.Library()

# The page of what the check was asked of. What was copied has one of its own.
PAGES = {
    Of.THREAT: "disruptions:threat",
    Of.PLAN: "disruptions:plan",
    Of.ORDER: "disruptions:order",
    Of.PROFILE: "disruptions:profile",
}
WAIVED_AT = {
    Of.THREAT: "disruptions:threat_waive",
    Of.PLAN: "disruptions:plan_waive",
    Of.ORDER: "disruptions:order_waive",
}


class Step(NamedTuple):
    """What mends a fault: the words of the link, the page of the thing that it leads to, and its
    query, or a place on the present page. Where the check found entries or actions, it may be the
    page of the first of them.
    """

    words: str
    page: str
    query: Mapping[str, str] = {}
    is_of_items: bool = False
    is_of_lead: bool = False


WRITER = Step("Say who wrote it", "plan_writer")
REVIEW = Step("Record a review", "plan_review")
ASSESSMENTS = Step("See the assessments", "#assessments")
OFFICER = Step("Make another officer responsible", "responsibility_give")
ASSESS = Step("Add an assessment", "assessment_add")
ENTRY = Step("Change the entry", "plan_entry_revise", is_of_items=True)
ACTION = Step("Change the action", "plan_action_revise", is_of_items=True)
RECORD = Step("Record a disruption", "disruption_record")
OFFICERS = Step("See who is responsible", "#officers")
REPORT = Step("Record how far it is", "action", is_of_items=True)


def writing(*strands: Strand) -> tuple[Step, ...]:
    return tuple(
        Step(f"Write under {each.label}", "plan_entry_add", {"strand": each.value})
        for each in strands
    )


WRITTEN = ("no_writer", "written_by_another", "written_by_investigator", "old_template")
# By the id of the check. Each opens a form, filled in as far as the fault tells.
STEPS: Mapping[str, tuple[Step, ...]] = {
    "no_plan": (Step("Open a plan", "plan_open"),),
    "no_lro": (Step("Make an officer responsible", "responsibility_give"),),
    **dict.fromkeys(("lro_investigates", "lro_gone", "lro_overloaded"), (OFFICER,)),
    "lro_untrained": (OFFICERS, OFFICER),
    **dict.fromkeys(("not_assessed", "assessment_stale", "assessment_operation_only"), (ASSESS,)),
    "assessment_unmoderated": (ASSESSMENTS,),
    **dict.fromkeys(WRITTEN, (WRITER,)),
    **dict.fromkeys(("opened_late", "review_overdue"), (REVIEW,)),
    "no_supervisor_check": (Step("Record the check", "plan_check", is_of_lead=True),),
    "left_in_draft": (Step("Put the plan in force", "plan_put_in_force"),),
    "no_disruption": (RECORD,),
    "copied_text": (Step("Compare the passages", "plan_copies"),),
    **{
        f"not_linked_{kind}": (Step("Link it", "plan_link", {"kind": kind}),)
        for kind in ("safeguarding", "investigation", "scpo")
    },
    "plan_empty": writing(*Strand),
    "pursue_only": writing(Strand.PREVENT, Strand.PROTECT, Strand.PREPARE),
    **{f"{each.value}_empty": writing(each) for each in Strand},
    **dict.fromkeys(("entries_undated", "entries_untimed"), (ENTRY,)),
    **dict.fromkeys(("action_without_owner", "action_without_due_date"), (ACTION,)),
    **dict.fromkeys(("action_without_result", "action_overdue"), (REPORT,)),
    "action_out_of_reach": (Step("Share the plan", "plan_share", is_of_lead=True),),
    "order_unmanaged": (Step("Say who manages it", "order_manage"),),
    "order_databases_only": (Step("Record a check", "order_check"),),
    "order_expiring": (Step("Change the order", "order_revise"),),
    "order_release_without_plan": (Step("Link it to a threat", "order_revise"),),
    "profile_stale": (Step("Add a new profile", "profile_add"),),
}


class Way(NamedTuple):
    words: str
    address: str


@register.simple_tag
def ways_to_mend(result: Result, mending: Mending) -> list[Way]:
    """The forms that mend a fault, for who may fill them in."""
    if result.waived or not mending.can_mend:
        return []
    return list(_ways(result, mending))


def _ways(result: Result, mending: Mending) -> Iterator[Way]:
    items = result.fault.found.items
    for step in STEPS.get(result.check.id, ()):
        if step.is_of_lead and not mending.can_waive:
            continue
        words = f"{step.words} (first of {len(items)})" if len(items) > 1 else step.words
        yield Way(words, _address(step, result, mending))


def _address(step: Step, result: Result, mending: Mending) -> str:
    if step.page.startswith("#"):
        return step.page
    page, thing = f"disruptions:{step.page}", mending.thing
    if step.page in ("plan_open", "disruption_record"):
        threat = thing.threat if isinstance(thing, Plan) else thing
        return f"{reverse(page)}?{urlencode({'threat': threat.uuid})}"
    if isinstance(thing, LocalProfile):
        return f"{address_of(page, thing.body.uuid)}?{urlencode({'area': thing.area})}"
    address = address_of(page, result.fault.found.items[0] if step.is_of_items else thing.uuid)
    return f"{address}?{urlencode(step.query)}" if step.query else address


@register.simple_tag
def place_to_mend(result: Result) -> str:
    """The page on which to see it: of the thing itself, or of what was copied."""
    copied = result.check.where is Where.COPIES
    page = "disruptions:plan_copies" if copied else PAGES[result.check.of]
    return address_of(page, result.subject.uuid)


@register.simple_tag
def place_to_waive(result: Result, mending: Mending | None = None) -> str:
    """From the page of a check, or from that of the thing itself, where the form leads back to. A
    local profile is refreshed, and never waived.
    """
    page = WAIVED_AT.get(result.check.of)
    if page is None:
        return ""
    asked = f"?check={result.check.id}"
    return f"{address_of(page, result.subject.uuid)}{asked}{'' if mending else '&from=check'}"


@register.simple_tag
def place_to_withdraw(result: Result, mending: Mending | None = None) -> str:
    """The same of a result that is waived."""
    uuid = result.waived.uuid  # type: ignore[union-attr]
    return f"{address_of('disruptions:waiver_withdraw', uuid)}{'' if mending else '?from=check'}"


@register.inclusion_tag("disruptions/parts/sparkline.html")
def sparkline(trends: Mapping[str, Trend], check: str) -> dict[str, Trend | None]:
    """How a check moved; one count alone is no movement."""
    trend = trends.get(check)
    return {"trend": trend if trend and len(trend.points) > 1 else None}
