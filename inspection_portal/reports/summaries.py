"""Summaries of issued reports, each printed once and kept in the cache (ADR 0047)."""

from django.core.cache import cache

from inspection_portal.core.errors import RuleBroken
from inspection_portal.reports import document, rendering
from inspection_portal.reports.linked_data import address
from inspection_portal.reports.models import Issue

# In seconds: how long a summary is kept, and how long nobody else begins to print it.
KEPT, BEING_PRINTED = 30 * 86_400, 30
WAIT = "The summary is being made. Ask for it again in a minute."


def of_body(issue: Issue, section: str) -> rendering.Summary | None:
    """What the issue says of the body whose chapter has that anchor; None where it has none."""
    report = document.from_builtins(issue.content)
    return rendering.summary(report, section, address=address("page", issue.uuid))


def printed(issue: Issue, section: str) -> bytes | None:
    """The same as a PDF; None where there is no such body. Raises RuleBroken while it is being made
    for somebody else, and where it can't be made.
    """
    told = of_body(issue, section)
    if told is None:
        return None
    name = f"summary_v1:{issue.uuid}:{issue.content_sha256}:{section}"
    kept: bytes | None = cache.get(name)
    return _print(told, name) if kept is None else kept


def _print(told: rendering.Summary, name: str) -> bytes:
    """Whoever asks first has it printed: strangers who ask at once must not start a child each."""
    if not cache.add(f"{name}:begun", True, BEING_PRINTED):
        raise RuleBroken(WAIT)
    try:
        made = rendering.summary_pdf(told)
    except rendering.RenderingFailed as failure:
        raise RuleBroken(f"The summary could not be made: {failure}") from failure
    cache.set(name, made, KEPT)
    return made
