"""National reports: entering what they recommend, opening it, and how it stands."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods, require_safe

from findings.forms import SeenForm
from findings.views.support import carry_out, conflict, posted
from forces.permissions import can_read_audit
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest
from recommendations import actions, permissions, queries
from recommendations.forms import (
    AddressForm,
    NationalForm,
    NationalReportForm,
    NationalReportRevisionForm,
    NationalRevisionForm,
)
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry
from recommendations.views.support import require

ON_A_PAGE = 50


@require_safe
def national_reports(request: SignedInRequest) -> HttpResponse:
    seen = NationalReport.objects.visible_to(request.user).for_list()
    shown = keyset.window(
        seen,
        queries.NEWEST_REPORT,
        at=keyset.read_place(request.GET.get("page", "")),
        among=seen,
        size=ON_A_PAGE,
    )
    standings = queries.standings(request.user, "national__report", shown.rows, on=localdate())
    context = {
        "page": shown,
        "lines": [(each, standings and standings[each.pk]) for each in shown.rows],
        "can_see_all": standings is not None,
        "can_enter": permissions.can_enter_national(request.user),
        "demonstration": any(each.is_demonstration for each in shown.rows),
    }
    return render(request, "recommendations/national_reports.html", context)


@require_safe
def national_report(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    report, today = _report(request, uuid), localdate()
    rows = report.recommendations.order_by("number")
    figures = queries.answer_figures(report, request.user, on=today)
    answers = report.section_55_responses.visible_to(request.user).for_list()
    context = _page(
        report,
        lines=queries.national_lines(rows, request.user, on=today),
        can_enter=permissions.can_enter_national(request.user),
        can_read_audit=can_read_audit(request.user),
        figures=figures,
        answers=answers if figures is None else (),
        today=today,
    )
    return render(request, "recommendations/national_report.html", context)


@require_http_methods(["GET", "POST"])
def national_report_add(request: SignedInRequest) -> HttpResponse:
    require(permissions.can_enter_national(request.user))
    form = NationalReportForm(posted(request))
    if done := carry_out(form, partial(actions.enter_report, by=request.user, at=now())):
        messages.success(request, "The report is entered. Add what it recommends now.")
        return redirect(done.result)
    context = {"form": form, "cancel_url": reverse("recommendations:national_reports")}
    return render(request, "recommendations/national_report_add.html", context)


@require_http_methods(["GET", "POST"])
def national_report_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    report = _report_to_enter(request, uuid)
    form = NationalReportRevisionForm(
        posted(request), initial=NationalReportRevisionForm.stored(report)
    )
    if carry_out(form, partial(actions.revise_report, report, by=request.user, at=now())):
        messages.success(request, "The report is saved.")
        return redirect(report)
    theirs = conflict(form, report, NationalReportRevisionForm.in_words)
    context = _page(report, form=form, conflict=theirs, cancel_url=report.get_absolute_url())
    return render(request, "recommendations/national_report_revise.html", context)


@require_http_methods(["GET", "POST"])
def national_report_open(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    report = _report_to_enter(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": report.version})
    if done := carry_out(form, partial(actions.open_national, report, by=request.user, at=now())):
        number = len(done.result)
        messages.success(request, f"{number} {'entry is' if number == 1 else 'entries are'} open.")
        return redirect(report)
    context = _page(
        report,
        form=form,
        conflict=conflict(form, report),
        addressed=queries.addressed_by(report),
        submit="Open the entries",
        cancel_url=report.get_absolute_url(),
    )
    return render(request, "recommendations/national_report_open.html", context)


@require_http_methods(["GET", "POST"])
def national_recommendation_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    report = _report_to_enter(request, uuid)
    form = NationalForm(posted(request))
    enter = partial(actions.enter_recommendation, report, by=request.user, at=now())
    if carry_out(form, enter):
        messages.success(request, "The recommendation is added.")
        return redirect(report)
    context = _page(report, form=form, cancel_url=report.get_absolute_url())
    return render(request, "recommendations/national_recommendation_add.html", context)


@require_safe
def national_recommendation(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row, today = _recommendation(request, uuid), localdate()
    entries = RegisterEntry.objects.visible_to(request.user).filter(national=row)
    shown = keyset.window(
        entries,
        queries.BY_ADDRESSEE,
        at=keyset.read_place(request.GET.get("page", "")),
        among=entries.for_lines(),
        size=ON_A_PAGE,
    )
    (line,) = queries.national_lines([row], request.user, on=today)
    context = _page(
        row.report,
        recommendation=row,
        to=line.to,
        standing=line.standing,
        page=shown,
        lines=queries.lines(shown.rows, today),
        can_enter=permissions.can_enter_national(request.user),
        can_read_audit=can_read_audit(request.user),
        today=today,
    )
    return render(request, "recommendations/national_recommendation.html", context)


@require_http_methods(["GET", "POST"])
def national_recommendation_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _recommendation_to_enter(request, uuid)
    form = NationalRevisionForm(posted(request), initial=NationalRevisionForm.stored(row))
    if carry_out(form, partial(actions.revise_national, row, by=request.user, at=now())):
        messages.success(request, "The recommendation is saved.")
        return redirect(row)
    theirs = conflict(form, row, NationalRevisionForm.in_words)
    context = _page(row.report, form=form, conflict=theirs, cancel_url=row.get_absolute_url())
    return render(request, "recommendations/national_recommendation_revise.html", context)


@require_http_methods(["GET", "POST"])
def national_recommendation_delete(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _recommendation_to_enter(request, uuid)
    form = SeenForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(actions.delete_national, row, by=request.user, at=now())):
        messages.success(request, "The recommendation is deleted.")
        return redirect(row.report)
    context = _page(
        row.report,
        form=form,
        conflict=conflict(form, row),
        recommendation=row,
        submit="Delete it",
        warning=True,
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "recommendations/national_recommendation_delete.html", context)


@require_http_methods(["GET", "POST"])
def national_recommendation_address(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = _recommendation_to_enter(request, uuid)
    form = AddressForm(posted(request), among=queries.not_addressed(row, on=localdate()))
    if done := carry_out(form, partial(actions.address_national, row, by=request.user, at=now())):
        messages.success(request, f"{done.result.addressee} is asked for it too.")
        return redirect(row)
    context = _page(row.report, form=form, recommendation=row, cancel_url=row.get_absolute_url())
    return render(request, "recommendations/national_recommendation_address.html", context)


def _page(report: NationalReport, **context: object) -> dict[str, object]:
    return {"report": report, "demonstration": report.is_demonstration, **context}


def _report(request: SignedInRequest, uuid: UUID) -> NationalReport:
    return get_object_or_404(NationalReport.objects.visible_to(request.user).for_list(), uuid=uuid)


def _report_to_enter(request: SignedInRequest, uuid: UUID) -> NationalReport:
    """404 for those who don't see it, 403 for those who only read it."""
    report = _report(request, uuid)
    require(permissions.can_enter_national(request.user))
    return report


def _recommendation(request: SignedInRequest, uuid: UUID) -> NationalRecommendation:
    seen = NationalRecommendation.objects.visible_to(request.user).for_list()
    return get_object_or_404(seen, uuid=uuid)


def _recommendation_to_enter(request: SignedInRequest, uuid: UUID) -> NationalRecommendation:
    row = _recommendation(request, uuid)
    require(permissions.can_enter_national(request.user))
    return row
