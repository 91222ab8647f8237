"""What each paragraph rests on: the page of one body or of the region, and linking evidence."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_POST, require_safe

from findings import actions, permissions, queries
from findings.forms import EvidenceLinkForm, TraceForm
from findings.models import Finding, Paragraph
from findings.views.support import carry_out, draft_to_read, page, require_work
from inspection_portal.core.http import SignedInRequest


@require_safe
def trace(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    inspection = draft_to_read(request, uuid)
    choice = TraceForm(inspection, request.GET)
    if not choice.is_valid():
        raise Http404
    chapter = choice.cleaned_data["body"]
    context = page(
        inspection,
        choice=choice,
        chapter=chapter,
        trace=queries.trace(inspection, chapter, show=choice.cleaned_data["show"]),
        gathered=queries.evidence_choices(inspection),
        can_edit=permissions.can_edit(request.user, inspection),
    )
    return render(request, "findings/trace.html", context)


@require_POST
def evidence_link(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    paragraph = _paragraph(request, uuid)
    form = EvidenceLinkForm(request.POST)
    carry_out(form, partial(actions.link_evidence, paragraph, by=request.user, at=now()))
    return _answer(request, paragraph, form)


@require_POST
def evidence_unlink(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    paragraph = _paragraph(request, uuid)
    form = EvidenceLinkForm(request.POST)
    carry_out(form, partial(actions.unlink_evidence, paragraph, by=request.user, at=now()))
    return _answer(request, paragraph, form)


def _paragraph(request: SignedInRequest, uuid: UUID) -> Paragraph:
    rows = Paragraph.objects.visible_to(request.user)
    paragraph = get_object_or_404(
        rows.select_related("finding__inspection", "finding__chapter"), uuid=uuid
    )
    require_work(request, paragraph.finding.inspection)
    return paragraph


def _answer(request: SignedInRequest, paragraph: Paragraph, form: EvidenceLinkForm) -> HttpResponse:
    """The paragraph's evidence as it is now: for a script that part alone, else where it stands."""
    refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if request.headers.get("HX-Request"):
        context = {
            "support": queries.support(paragraph),
            "can_edit": True,
            "place": form.data.get("place"),
            "refusal": refusal,
            "typed": form.data.get("number") if refusal else "",
        }
        return render(request, "findings/parts/evidence_of_paragraph.html", context)
    if refusal:
        messages.error(request, refusal)
    return redirect(f"{_place_of(paragraph.finding, form)}#support-{paragraph.uuid}")


def _place_of(finding: Finding, form: EvidenceLinkForm) -> str:
    """The page that the paragraph was on: the finding’s own, or the trace."""
    if form.data.get("place") == "finding":
        return finding.get_absolute_url()
    address = reverse("findings:trace", args=[finding.inspection.uuid])
    return f"{address}?body={finding.chapter.uuid}" if finding.chapter else address
