"""A recommendation of a report that is also addressed to somebody outside the bodies."""

from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from findings.forms.base import Data
from findings.models import Inspection
from forces.models import LocalPolicingBody, Organisation
from inspection_portal.core.fields import Checkboxes
from recommendations import queries
from recommendations.forms.writing import RecommendationForm, RevisionForm
from recommendations.models import Recommendation

OUTSIDE = ("organisations", "policing_bodies")


class AddresseesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of those who may be addressed."""

    def __init__(self, queryset: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(
            queryset, to_field_name="uuid", widget=Checkboxes, required=False, **kwargs
        )


class AddressedForm(RecommendationForm):
    """A recommendation and whom it is addressed to besides the bodies that its finding is about.

    Of organisations those on the list today can be chosen, of local policing bodies those of the
    forces of the inspection, and whoever is addressed already.
    """

    organisations = AddresseesField(
        Organisation.objects.none(),
        label="Which organisations is it addressed to as well?",
        help_text="Leave this empty where only forces and ROCUs must act.",
    )
    policing_bodies = AddresseesField(
        LocalPolicingBody.objects.none(), label="Which local policing bodies?"
    )

    def __init__(
        self,
        data: Data = None,
        *,
        inspection: Inspection,
        recommendation: Recommendation | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        offered = queries.outside_addressees(inspection, on=localdate())
        for name in OUTSIDE:
            field = cast(AddresseesField, self.fields[name])
            field.queryset = offered[name]
            if recommendation:
                chosen = getattr(recommendation, name).values("pk")
                among = Q(pk__in=offered[name].values("pk")) | Q(pk__in=chosen)
                field.queryset = field.queryset.model.objects.filter(among)
            if not field.queryset:
                del self.fields[name]


class AddressedRevisionForm(RevisionForm, AddressedForm):
    """The same as it stands, to be changed."""

    def __init__(self, data: Data = None, *, recommendation: Recommendation) -> None:
        inspection = recommendation.finding.inspection
        stored = self.stored(recommendation) | {
            name: list(getattr(recommendation, name).all()) for name in OUTSIDE
        }
        super().__init__(data, inspection=inspection, recommendation=recommendation, initial=stored)

    def compared(self, recommendation: Recommendation) -> dict[str, Any]:
        """What a second editor compares: the words, the deadline, and who is addressed."""
        shown = [name for name in OUTSIDE if name in self.fields]
        rows = {name: list(getattr(recommendation, name).all()) for name in shown}
        return self.in_words(recommendation) | rows
