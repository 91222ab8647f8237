"""What a row of the master list shows. Tags and not includes: a list draws them many times."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from disruptions import queries
from disruptions.models import AssessmentDefect, Officer
from disruptions.queries import ThreatLine
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import short_day, tag

register = template.Library()

# Four different defects, told apart by their words; the colours only help.
COLOURS = {
    AssessmentDefect.UNASSESSED: "red",
    AssessmentDefect.STALE: "yellow",
    AssessmentDefect.UNMODERATED: "purple",
    AssessmentDefect.OPERATION_ONLY: "orange",
}


@register.simple_tag
def defect_tag(defect: AssessmentDefect) -> SafeString:
    """What is wrong with how a threat is assessed."""
    return tag(defect.label, COLOURS[defect])


@register.simple_tag
def assessed(line: ThreatLine) -> SafeString:
    """When a threat was last assessed, and each thing that is wrong with that."""
    made = [(_muted(short_day(line.last.assessed_on)),)] if line.last else []
    shown = [*made, *((defect_tag(each),) for each in line.defects)]
    return format_html('<span class="app-tags">{}</span>', format_html_join("", "{}", shown))


@register.simple_tag
def leading(line: ThreatLine, user: User) -> SafeString:
    """Who leads the response, as the person may be told, or that nobody does."""
    if not line.leading:
        return tag("Nobody", "red") if line.lacks_a_lead else _muted("Nobody")
    told = ((queries.called(each, user),) for each in line.leading)
    return format_html("<span>{}</span>", format_html_join(SafeString("<br>"), "{}", told))


@register.simple_tag
def called(officer: Officer, user: User) -> str:
    """An officer by name to their own body, and by rank and post to others."""
    return queries.called(officer, user)


def _muted(text: str) -> SafeString:
    return format_html('<span class="app-muted app-nowrap">{}</span>', text)
