"""The pages on which a body keeps the assessments of its threats."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_http_methods

from disruptions import actions
from disruptions.forms import AssessmentForm, ModerationForm, ReviseAssessmentForm
from disruptions.models import Assessment
from disruptions.views.support import FormPage, require_keeper, threat_to_keep
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted


@require_http_methods(["GET", "POST"])
def assessment_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    form = AssessmentForm(posted(request), initial={"assessed_on": localdate()})
    page = FormPage(
        "disruptions/assessment_add.html", "The assessment is added.", threat, row=threat
    )
    act = partial(actions.add_assessment, threat, by=request.user, at=now())
    return page.answer(request, form, act, threat=threat)


@require_http_methods(["GET", "POST"])
def assessment_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    assessment = _to_keep(request, uuid)
    form = ReviseAssessmentForm(posted(request), assessment=assessment)
    page = FormPage(
        "disruptions/assessment_revise.html",
        "The assessment is saved.",
        assessment.threat,
        row=assessment,
        stored=ReviseAssessmentForm.in_words,
    )
    act = partial(actions.revise_assessment, assessment, by=request.user, at=now())
    return page.answer(request, form, act, threat=assessment.threat)


@require_http_methods(["GET", "POST"])
def assessment_moderate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    assessment = _to_keep(request, uuid)
    form = ModerationForm(posted(request), assessment=assessment, on=localdate())
    page = FormPage(
        "disruptions/assessment_moderate.html",
        "The moderation is recorded.",
        assessment.threat,
        row=assessment,
    )
    act = partial(actions.record_moderation, assessment, by=request.user, at=now())
    return page.answer(request, form, act, assessment=assessment)


def _to_keep(request: SignedInRequest, uuid: UUID) -> Assessment:
    seen = Assessment.objects.visible_to(request.user).for_list()
    assessment = get_object_or_404(seen, uuid=uuid)
    require_keeper(request, assessment.threat.body)
    return assessment
