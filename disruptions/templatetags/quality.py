"""Where what a check found is mended, and where the check is waived."""

from collections.abc import Mapping

from django import template

from disruptions.checks import Of, Where
from disruptions.queries import Result, Trend
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


@register.simple_tag
def place_to_mend(result: Result, here: bool = False) -> str:
    """The address of the place, or nothing for who is `here`, on the page of the thing itself."""
    copied = result.check.where is Where.COPIES
    page = "disruptions:plan_copies" if copied else PAGES[result.check.of]
    return address_of(page, result.subject.uuid) if copied or not here else ""


@register.simple_tag
def place_to_waive(result: Result) -> str:
    """A local profile is refreshed, and never waived."""
    page = WAIVED_AT.get(result.check.of)
    if page is None:
        return ""
    return f"{address_of(page, result.subject.uuid)}?check={result.check.id}"


@register.inclusion_tag("disruptions/parts/sparkline.html")
def sparkline(trends: Mapping[str, Trend], check: str) -> dict[str, Trend | None]:
    """How a check moved; one count alone is no movement."""
    trend = trends.get(check)
    return {"trend": trend if trend and len(trend.points) > 1 else None}
