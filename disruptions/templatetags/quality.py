"""Where what a check found is mended, and where the check is waived."""

from django import template

from disruptions.checks import Of, Where
from disruptions.queries import Result
from inspection_portal.core.addresses import address_of

register = template.Library()

# The page of each place, by the thing that the check was asked of.
PLACES = {Where.COPIES: "disruptions:plan_copies"}
WAIVED_AT = {
    Of.THREAT: "disruptions:threat_waive",
    Of.PLAN: "disruptions:plan_waive",
    Of.ORDER: "disruptions:order_waive",
}


@register.simple_tag
def place_to_mend(result: Result) -> str:
    """The address of the place, or nothing where the portal has no page for it."""
    page = PLACES.get(result.check.where)
    return address_of(page, result.subject.uuid) if page else ""


@register.simple_tag
def place_to_waive(result: Result) -> str:
    """A local profile is refreshed, and never waived."""
    page = WAIVED_AT.get(result.check.of)
    if page is None:
        return ""
    return f"{address_of(page, result.subject.uuid)}?check={result.check.id}"
