"""What an auditor looks for in the trail, as it stands in the address of the list."""

from datetime import date, datetime, time, timedelta

import django_filters
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.timezone import make_aware

from inspection_portal.core.listing import DayFilter, PeriodForm
from inspection_portal.core.models import AuditEvent, AuditEventQuerySet, User
from inspection_portal.core.templatetags.govuk import audit_words
from inspection_portal.home.subjects import recorded_models


def _verbs() -> list[tuple[str, str]]:
    return [(verb, audit_words(verb)) for verb in AuditEvent.objects.all().verbs()]


def _kinds() -> list[tuple[str, str]]:
    kinds = [
        (name, capfirst(str(model._meta.verbose_name))) for name, model in recorded_models().items()
    ]
    return sorted(kinds, key=lambda kind: kind[1])


class DoneFilter(django_filters.FilterSet):
    """Lines of the trail by what was done and on which days, both included, as in London."""

    verb = django_filters.ChoiceFilter(
        label="What was done", choices=_verbs, empty_label="Anything"
    )
    since = DayFilter(label="First day", method="from_day")
    until = DayFilter(label="Last day", method="to_day")

    class Meta:
        form = PeriodForm

    def __init__(self, data: QueryDict, queryset: AuditEventQuerySet) -> None:
        super().__init__(data, queryset)

    @property
    def rows(self) -> AuditEventQuerySet:
        """The lines looked for; none where the address asks for something that makes no sense."""
        found: AuditEventQuerySet = self.qs if self.is_valid() else self.queryset.none()
        return found

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, as it is recorded."""
        given = self.form.cleaned_data if self.is_valid() else {}
        return {name: str(value) for name, value in given.items() if value}

    def from_day(self, events: AuditEventQuerySet, name: str, day: date) -> AuditEventQuerySet:
        return events.filter(at__gte=_midnight(day))

    def to_day(self, events: AuditEventQuerySet, name: str, day: date) -> AuditEventQuerySet:
        return events.filter(at__lt=_midnight(day + timedelta(days=1)))


class TrailFilter(DoneFilter):
    """All that, by the person and the sort of thing as well."""

    person = django_filters.ModelChoiceFilter(
        label="Who",
        field_name="by",
        queryset=User.objects.all(),
        to_field_name="uuid",
        empty_label="Anybody",
    )
    kind = django_filters.ChoiceFilter(
        label="To what", field_name="object_type", choices=_kinds, empty_label="Anything"
    )


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
