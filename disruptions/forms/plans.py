"""What is typed about a plan as a whole."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from disruptions import queries
from disruptions.models import Officer, Plan, PlanAccess, PlanLink, PlanSettings
from forces.models import Body
from inspection_portal.core.fields import DateField, Radios, UuidField
from inspection_portal.core.forms import Data, KeptForm, SeenForm
from inspection_portal.core.models import User
from inspection_portal.core.prose import ProseField, not_above

NO_NAMES = "Name roles, never people."
TEMPLATE = "As it is marked on the form, for example 2026/1. Leave it empty if there is none."


class OfficerField(UuidField):
    """An officer by UUID, whom the person may know by name or by rank and post."""

    widget = forms.Select

    def offer_officers(self, officers: QuerySet[Officer], user: User, empty: str) -> None:
        self.rows = {str(each.uuid): each for each in officers}
        self.choices = [("", empty), *queries.officer_choices(officers, user)]


def _template_of(body: int) -> str:
    """The template that the body, by its key, uses today; empty where it has set none."""
    current = PlanSettings.objects.in_force(localdate()).get(body)
    return current.template_version if current else ""


def _template_field() -> forms.CharField:
    return forms.CharField(
        label="Template", help_text=TEMPLATE, max_length=40, required=False, validators=[not_above]
    )


class OpenPlanForm(forms.Form):
    """For which threat, and since when. Who opens a plan writes it, where they are an officer."""

    threat = UuidField(
        label="Threat",
        widget=forms.Select,
        error_messages={"required": "Choose the threat that the plan is for"},
    )
    opened_on = DateField(label="Day on which the plan was opened")
    template_version = _template_field()

    def __init__(self, data: Data = None, *, user: User, threat: str = "") -> None:
        super().__init__(data, initial={"opened_on": localdate(), "threat": threat})
        self.user = user
        offered: Any = self.fields["threat"]
        asked = str(self["threat"].value() or "")
        rows = queries.threats_to_plan_for(user, localdate(), besides=asked)
        offered.offer(rows, [("", "Choose one")])
        bodies = {each.body_id for each in rows if str(each.uuid) == asked or not asked}
        if len(bodies) == 1:
            self.initial["template_version"] = _template_of(*bodies)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if threat := cleaned.get("threat"):
            cleaned["written_by"] = queries.own_officer(self.user, threat.body)
        return cleaned


class OfOfficerForm(forms.Form):
    """A form about a plan in which an officer is named; the person, where they are one."""

    names = ""

    def __init__(
        self,
        data: Data = None,
        *,
        plan: Plan,
        user: User,
        chosen: Officer | None = None,
        **new: Any,
    ) -> None:
        officer = chosen or queries.own_officer(user, plan.threat.body)
        initial = {self.names: officer and str(officer.uuid), "seen_version": plan.version} | new
        super().__init__(data, initial=initial)
        field: Any = self.fields[self.names]
        officers = queries.officers_of_threat(plan.threat, localdate())
        field.offer_officers(officers, user, "Choose one" if field.required else "Nobody yet")


class WriterForm(OfOfficerForm, SeenForm):
    """Who wrote the plan, and on which template."""

    names = "written_by"

    written_by = OfficerField(label="Who wrote the plan?", required=False)
    template_version = _template_field()

    def __init__(self, data: Data = None, *, plan: Plan, user: User) -> None:
        template = plan.template_version or _template_of(plan.threat.body_id)
        super().__init__(
            data, plan=plan, user=user, chosen=plan.written_by, template_version=template
        )


class CheckPlanForm(OfOfficerForm, SeenForm):
    """That a supervisor checked the plan."""

    names = "checked_by"

    checked_by = OfficerField(
        label="Which supervisor checked it?",
        error_messages={"required": "Choose who checked the plan"},
    )
    checked_on = DateField(label="Day of the check")

    def __init__(self, data: Data = None, *, plan: Plan, user: User) -> None:
        super().__init__(data, plan=plan, user=user, checked_on=localdate())


class ReviewForm(OfOfficerForm, KeptForm):
    """That an officer reviewed the plan, and what came of it."""

    names = "reviewed_by"

    outcome = ProseField(
        label="What came of the review?",
        help_text=NO_NAMES,
        error_messages={"required": "Say what came of the review"},
    )
    reviewed_by = OfficerField(
        label="Who reviewed it?", error_messages={"required": "Choose who reviewed the plan"}
    )
    reviewed_on = DateField(label="Day of the review")

    def __init__(self, data: Data = None, *, plan: Plan, user: User) -> None:
        super().__init__(data, plan=plan, user=user, reviewed_on=localdate())


class ClosePlanForm(SeenForm):
    closed_on = DateField(label="Day on which the plan was closed")

    def __init__(self, data: Data = None, *, plan: Plan) -> None:
        initial = {"seen_version": plan.version, "closed_on": localdate()}
        super().__init__(data, initial=initial)


class LinkPlanForm(forms.Form):
    """A plan of another kind that belongs with it."""

    kind = forms.ChoiceField(
        label="What kind of plan is it?",
        choices=PlanLink.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose the kind of plan"},
    )
    reference = forms.CharField(
        label="Its reference",
        help_text=NO_NAMES,
        max_length=120,
        validators=[not_above],
        error_messages={"required": "Enter its reference"},
    )


class SharePlanForm(forms.Form):
    """Who outside the body may see what of the plan."""

    to = UuidField(
        label="Body or partner",
        widget=forms.Select,
        error_messages={"required": "Choose a body or a partner"},
    )
    scope = forms.ChoiceField(
        label="What may they see?",
        choices=list(reversed(PlanAccess.Scope.choices)),
        widget=Radios(hints={"plan": "For forces and ROCUs only, never for a partner."}),
        initial=PlanAccess.Scope.ACTIONS,
        error_messages={"required": "Choose what they may see"},
    )

    def __init__(self, data: Data = None, *, plan: Plan, user: User) -> None:
        super().__init__(data)
        current = plan.access.current()
        seeing = current.filter(body__isnull=False).values("body")
        bodies = Body.objects.visible_to(user).exclude(pk=plan.threat.body_id)
        let_in = set(current.values_list("organisation", flat=True))
        outside = [each for each in queries.partners(localdate()) if each.pk not in let_in]
        to: Any = self.fields["to"]
        to.offer([*outside, *bodies.exclude(pk__in=seeing)], [("", "Choose one")])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        whole = cleaned.get("scope") == PlanAccess.Scope.PLAN
        if whole and not isinstance(cleaned.get("to", Body()), Body):
            self.add_error("scope", "A partner sees only the actions given to it")
        return cleaned
