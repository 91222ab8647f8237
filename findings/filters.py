import django_filters

from findings.models import Inspection
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
    stage = django_filters.MultipleChoiceFilter(label="Stage", choices=Inspection.Stage.choices)
