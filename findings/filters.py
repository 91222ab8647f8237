import django_filters
from django.db.models import QuerySet
from django.http import QueryDict

from findings.models import Evidence, EvidenceMethod, Inspection, QuestionArea
from findings.models.evidence import EvidenceQuerySet
from forces.models import Region


class InspectionFilter(django_filters.FilterSet):
    """Inspections by words of their title, region and stage."""

    title = django_filters.CharFilter(label="Words in the title", lookup_expr="icontains")
    region = django_filters.ModelChoiceFilter(
        label="Region",
        queryset=Region.objects.all(),
        to_field_name="slug",
        empty_label="Any",
    )
    stage = django_filters.MultipleChoiceFilter(
        label="Stage", choices=Inspection.ShownStage.choices, method="told_as"
    )

    def told_as(
        self, rows: QuerySet[Inspection], name: str, stages: list[str]
    ) -> QuerySet[Inspection]:
        return rows & Inspection.objects.told_as(stages) if stages else rows


class EvidenceFilter(django_filters.FilterSet):
    """Evidence of one inspection; without a word about it, what has not been withdrawn."""

    REGION = "region"
    STANDING, UNUSED, WITHDRAWN, ANY = "standing", "unused", "withdrawn", "any"
    STATES = (
        (STANDING, "Not withdrawn"),
        (UNUSED, "Not withdrawn, and no paragraph rests on it"),
        (WITHDRAWN, "Withdrawn"),
        (ANY, "Withdrawn or not"),
    )

    words = django_filters.CharFilter(label="Words or number", method="about")
    body = django_filters.ChoiceFilter(label="Body", method="of_body", empty_label="Any")
    method = django_filters.ModelChoiceFilter(
        label="How it was gathered",
        queryset=EvidenceMethod.objects.all(),
        to_field_name="uuid",
        empty_label="Any",
    )
    area = django_filters.ModelChoiceFilter(
        label="Question area",
        field_name="question_area",
        queryset=QuestionArea.objects.all(),
        to_field_name="position",
        empty_label="Any",
    )
    marking = django_filters.ChoiceFilter(
        label="Marking", choices=Evidence.Marking.choices, empty_label="Any"
    )
    state = django_filters.ChoiceFilter(
        label="State", choices=STATES, method="in_state", empty_label=None
    )

    def __init__(
        self, data: QueryDict, queryset: EvidenceQuerySet, *, inspection: Inspection
    ) -> None:
        given = data.copy()
        given["state"] = data.get("state") or self.STANDING
        super().__init__(given, queryset)
        bodies = inspection.inspected_bodies.values_list("uuid", "body__name")
        self.filters["body"].extra["choices"] = [
            (self.REGION, f"{inspection.region} (the region)"),
            *((str(uuid), name) for uuid, name in bodies),
        ]

    @property
    def rows(self) -> EvidenceQuerySet:
        """The evidence looked for; none where the address asks for something without sense."""
        found: EvidenceQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    def about(self, evidence: EvidenceQuerySet, name: str, words: str) -> EvidenceQuerySet:
        return evidence.about(words)

    def of_body(self, evidence: EvidenceQuerySet, name: str, body: str) -> EvidenceQuerySet:
        if body == self.REGION:
            return evidence.filter(chapter=None)
        return evidence.filter(chapter__uuid=body)

    def in_state(self, evidence: EvidenceQuerySet, name: str, state: str) -> EvidenceQuerySet:
        match state:
            case self.STANDING:
                return evidence.standing()
            case self.UNUSED:
                return evidence.standing().unused()
            case self.WITHDRAWN:
                return evidence.withdrawn()
        return evidence
