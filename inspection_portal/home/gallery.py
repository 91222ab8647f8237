"""Every component on one page, with made-up content: to look at when a style changes."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from findings.models import Finding, Grade, Inspection, Judgment
from inspection_portal.core.fields import Checkboxes, DateField, Radios
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.models import AuditEvent, User
from recommendations.models import RegisterEntry

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 14, 5, tzinfo=ZoneInfo("Europe/London"))


class GalleryForm(forms.Form):
    """One field of every kind that `core.gds` knows."""

    heading = forms.CharField(
        label="Heading",
        help_text="As it will stand in the report.",
        error_messages={"required": "Enter a heading"},
    )
    email = forms.EmailField(
        label="Email address",
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address like name@example.com",
        },
    )
    sources = forms.IntegerField(
        label="Number of sources", error_messages={"required": "Enter the number of sources"}
    )
    text = forms.CharField(
        label="Text",
        widget=forms.Textarea,
        help_text="You can use Markdown.",
        error_messages={"required": "Enter the text"},
    )
    summary = forms.CharField(
        label="Summary",
        widget=forms.Textarea,
        max_length=300,
        error_messages={"required": "Enter a summary"},
    )
    kind = forms.ChoiceField(
        label="Kind of finding",
        choices=[("narrative", "Narrative"), ("afi", "Area for improvement")],
        widget=Radios(hints={"afi": "Practice below the standard we expect."}),
        error_messages={"required": "Choose the kind of finding"},
    )
    due_kind = forms.ChoiceField(
        label="Deadline",
        choices=[
            ("date", "By a date"),
            ("relative", "Within some months"),
            ("none", "No deadline"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a deadline"},
    )
    due_on = DateField(label="Due date", help_text="For example, 1 March 2025.")
    due_months = forms.IntegerField(label="Months", required=False)
    bodies = forms.MultipleChoiceField(
        label="Bodies",
        choices=[("a", "A regional unit"), ("b", "A force")],
        widget=Checkboxes(hints={"a": "Several forces share it."}),
        error_messages={"required": "Choose at least one body"},
    )
    region = forms.ChoiceField(
        label="Region",
        choices=[("", "---------"), ("se", "South East"), ("sw", "South West")],
        error_messages={"required": "Choose a region"},
    )
    evidence = forms.FileField(label="Evidence", error_messages={"required": "Choose a file"})
    is_final = forms.BooleanField(
        label="I have checked the wording",
        error_messages={"required": "Confirm that you have checked the wording"},
    )

    reveals = {"due_kind": {"date": ["due_on"], "relative": ["due_months"]}}


@require_safe
def gallery(request: SignedInRequest) -> HttpResponse:
    mistakes = {
        "email": "not an address",
        "due_kind": "date",
        "due_on_day": "31",
        "due_on_month": "2",
    }
    context = {
        "form": GalleryForm(auto_id="empty_%s"),
        "wrong_form": GalleryForm(mistakes),
        "page": Paginator(range(240), 20).page(4),
        "demonstration": True,
        "today": TODAY,
        "events": _events(),
        **_examples(),
    }
    return render(request, "home/gallery.html", context)


def _examples() -> dict[str, Any]:
    return {
        "inspections": [Inspection(stage=stage) for stage in Inspection.Stage if stage != "issued"],
        "entries": [
            RegisterEntry(status=status, due_on=due_on)
            for status, due_on in zip(
                RegisterEntry.Status,
                [date(2026, 2, 27), date(2026, 9, 1), None, date(2026, 3, 2), None],
                strict=True,
            )
        ],
        "judgments": [Judgment(state=state) for state in Judgment.State],
        "grades": [Grade(label=label, rank=rank) for rank, label in enumerate(GRADES, start=1)],
        "findings": [
            Finding(
                kind=kind,
                heading="The force should review its plans more often",
                text="Plans were **out of date** in half of the cases we read.",
                lead="The force should:" if kind == Finding.Kind.CAUSE_OF_CONCERN else "",
                parts=["name an owner for every plan", "set a date for its next review"],
                needs_review=kind == Finding.Kind.NARRATIVE,
            )
            for kind in Finding.Kind
        ],
    }


GRADES = ("Outstanding", "Good", "Adequate", "Requires improvement", "Inadequate")


def _events() -> list[AuditEvent]:
    who = User(name="An inspector")
    return [
        AuditEvent(
            at=NOW,
            by=who,
            verb="finding.revised",
            object_label="The force should review its plans more often",
            detail={"heading": ["Plans are old", "The force should review its plans more often"]},
        ),
        AuditEvent(at=NOW, by=who, verb="finding.added", object_label="Plans are old"),
    ]
