"""The pages on which a body keeps the assessments of its threats."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from disruptions import actions
from disruptions.forms import AssessmentForm, ModerationForm, ReviseAssessmentForm
from disruptions.models import Assessment
from disruptions.views.support import Step, require_keeper, threat_to_keep
from inspection_portal.core.http import SignedInRequest
from inspection_portal.core.pages import posted


@require_http_methods(["GET", "POST"])
def assessment_add(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    threat = threat_to_keep(request, uuid)
    form = AssessmentForm(posted(request), initial={"assessed_on": localdate()})
    step = Step("disruptions/assessment_add.html", threat, "The assessment is added.")
    return step.taken(request, form, actions.add_assessment, threat, threat=threat)


@require_http_methods(["GET", "POST"])
def assessment_revise(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    assessment = _to_keep(request, uuid)
    form = ReviseAssessmentForm(posted(request), assessment=assessment)
    step = Step(
        "disruptions/assessment_revise.html",
        assessment.threat,
        "The assessment is saved.",
        ReviseAssessmentForm.in_words,
    )
    return step.taken(
        request, form, actions.revise_assessment, assessment, threat=assessment.threat
    )


@require_http_methods(["GET", "POST"])
def assessment_moderate(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    assessment = _to_keep(request, uuid)
    form = ModerationForm(posted(request), assessment=assessment, on=localdate())
    step = Step(
        "disruptions/assessment_moderate.html", assessment.threat, "The moderation is recorded."
    )
    return step.taken(request, form, actions.record_moderation, assessment, assessment=assessment)


def _to_keep(request: SignedInRequest, uuid: UUID) -> Assessment:
    seen = Assessment.objects.visible_to(request.user).for_list()
    assessment = get_object_or_404(seen, uuid=uuid)
    require_keeper(request, assessment.threat.body)
    return assessment
