"""A published report whose every text has one word, and its redaction."""

from datetime import UTC, datetime, timedelta
from typing import Any

from findings.models import Inspection
from inspection_portal.core.models import User
from inspection_portal.reports import actions
from inspection_portal.reports.actions.redacting import Plan
from inspection_portal.reports.models import Issue

OPENS = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
AT = OPENS + timedelta(minutes=30)
# Stands in every kind of text, and in nothing else.
WORD = "Quillfeather"


def plan_of(first: Issue, by: User, *passages: str, parts: tuple[Any, ...] = ()) -> Plan:
    return actions.plan_redaction(first.inspection, passages=passages, parts=parts, by=by, at=AT)


def redact(first: Issue, by: User, *passages: str, **more: Any) -> Issue:
    parts = more.get("parts", ())
    told = {
        "text_sha256": plan_of(first, by, *passages, parts=parts).text_sha256,
        "reason": "A person could be known by it.",
        "seen_version": Inspection.objects.get(pk=first.inspection_id).version,
        **more,
    }
    return actions.redact(first.inspection, passages=passages, by=by, at=AT, **told)
