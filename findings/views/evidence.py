"""Evidence: what was gathered in an inspection, one piece of it, and the files behind it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from findings import actions, permissions, queries
from findings.filters import EvidenceFilter
from findings.forms import (
    EvidenceAddForm,
    EvidenceFileForm,
    EvidenceRevisionForm,
    WithdrawalForm,
)
from findings.models import Evidence, EvidenceFile, Inspection
from findings.views.support import (
    carry_out,
    conflict,
    draft_to_read,
    draft_to_work_on,
    page,
    part_to_work_on,
    posted,
)
from inspection_portal.core import keyset
from inspection_portal.core.http import SignedInRequest, as_handed_in

ON_A_PAGE = 50
# What the next piece of a visit usually has in common with the one before it.
ALIKE = ("method", "chapter", "question_area", "place", "gathered_on", "marking")


@require_safe
def evidence(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_read(request, uuid)
    gathered = Evidence.objects.visible_to(request.user).filter(inspection=inspection)
    found = EvidenceFilter(request.GET, gathered, inspection=inspection)
    shown = keyset.window(
        found.rows,
        queries.NEWEST_EVIDENCE,
        at=keyset.read_place(request.GET.get("page", "")),
        among=gathered.for_list().with_uses(),
        size=ON_A_PAGE,
    )
    can_edit = permissions.can_edit(request.user, inspection)
    context = page(inspection, filter=found, window=shown, can_edit=can_edit)
    return render(request, "findings/evidence.html", context)


@require_safe
def evidence_item(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = get_object_or_404(Evidence.objects.visible_to(request.user).for_list(), uuid=uuid)
    works = permissions.can_work_on(request.user, row.inspection)
    context = page(
        row.inspection,
        evidence=row,
        handling=row.handling.all(),
        files=row.files.for_list(),
        links=queries.links_of(row),
        can_work=works,
        can_edit=works and permissions.is_open_to_change(row.inspection),
    )
    return render(request, "findings/evidence_item.html", context)


@require_http_methods(["GET", "POST"])
def evidence_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_work_on(request, uuid)
    form = EvidenceAddForm(
        inspection, posted(request), files=_files(request), initial=_likely(inspection, request)
    )
    action = partial(actions.add_evidence, inspection, by=request.user, at=now())
    if done := carry_out(form, action):
        messages.success(request, f"{done.result} is added.")
        if "another" in request.POST:
            again = reverse("findings:evidence_add", args=[inspection.uuid])
            return redirect(f"{again}?like={done.result.number}")
        return redirect(done.result)
    return render(request, "findings/evidence_add.html", page(inspection, form=form))


@require_http_methods(["GET", "POST"])
def evidence_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Evidence.objects.visible_to(request.user), uuid)
    form = EvidenceRevisionForm(row, posted(request))
    action = partial(actions.revise_evidence, row, by=request.user, at=now())
    if carry_out(form, action):
        messages.success(request, f"{row} is saved.")
        return redirect(row)
    theirs = conflict(form, row, form.stored)
    context = page(
        row.inspection,
        form=form,
        evidence=row,
        conflict=theirs,
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/evidence_revise.html", context)


@require_http_methods(["GET", "POST"])
def evidence_withdraw(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Evidence.objects.visible_to(request.user), uuid)
    form = WithdrawalForm(posted(request), initial={"seen_version": row.version})
    if carry_out(form, partial(actions.withdraw_evidence, row, by=request.user, at=now())):
        messages.success(request, f"{row} is withdrawn. What rests on it is flagged.")
        return redirect(row)
    context = page(
        row.inspection,
        form=form,
        evidence=row,
        links=queries.links_of(row),
        conflict=conflict(form, row),
        submit="Withdraw",
        warning=True,
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/evidence_withdraw.html", context)


@require_http_methods(["GET", "POST"])
def evidence_file_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    row = part_to_work_on(request, Evidence.objects.visible_to(request.user), uuid)
    form = EvidenceFileForm(posted(request), files=_files(request))
    if carry_out(form, partial(actions.add_evidence_file, row, by=request.user, at=now())):
        messages.success(request, "The file is added.")
        return redirect(row)
    context = page(
        row.inspection,
        form=form,
        evidence=row,
        submit="Add the file",
        cancel_url=row.get_absolute_url(),
    )
    return render(request, "findings/evidence_file_add.html", context)


@require_GET
def evidence_file(request: SignedInRequest, uuid: UUID) -> HttpResponseBase:
    """The file as it was handed in, to keep and never to show; whoever takes it is recorded."""
    files = EvidenceFile.objects.visible_to(request.user).defer("content")
    row = get_object_or_404(files.select_related("evidence"), uuid=uuid)
    etag = f'"{row.sha256}"'
    if unchanged := get_conditional_response(request, etag=etag):
        return unchanged
    content = actions.take_evidence_file(row, by=request.user, at=now())
    return as_handed_in(row, content, ETag=etag)


def _files(request: SignedInRequest) -> "MultiValueDict[str, UploadedFile[Any]] | None":
    return request.FILES if request.method == "POST" else None


def _likely(inspection: Inspection, request: SignedInRequest) -> dict[str, object]:
    """What the evidence is likely to be: like the one just added, else like the person's last."""
    own = inspection.evidence.filter(added_by=request.user).for_list().order_by("-number")
    last = own.first()
    if last and request.GET.get("like") == str(last.number):
        return {name: getattr(last, name) for name in ALIKE}
    likely = {name: getattr(last, name) for name in ("method", "chapter", "place")} if last else {}
    today = localdate()
    period = queries.fieldwork(inspection, last.chapter if last else None)
    return {**likely, "gathered_on": today} if period and period.covers(today) else likely
