"""What a person looks for among the answers to reports, as it stands in the address of the list."""

from collections.abc import Mapping

import django_filters
from django.db.models import Q
from django.http import QueryDict

from inspection_portal.core.listing import ListFilter, choice
from inspection_portal.core.models import User
from recommendations import queries
from recommendations.models import AnswerState
from recommendations.models import Section55ResponseQuerySet as Answers

OWED, ANY = "owed", "any"
STATES = [(OWED, "Still to be published"), *AnswerState.choices, (ANY, "Any")]


class AnswerFilter(ListFilter):
    """The answers that a person sees, narrowed down; without a word about it, to those owed."""

    state = choice("State", STATES, method="in_state", empty_label=None)
    body = choice("Local policing body", field_name="policing_body__uuid")
    report = django_filters.CharFilter(label="Words in the title of the report", method="to")

    def __init__(self, data: QueryDict, queryset: Answers, *, user: User) -> None:
        given = data.copy()
        given["state"] = data.get("state") or OWED
        super().__init__(given, queryset)
        self._offer("body", queries.office_choices(user))

    @property
    def begins_as(self) -> Mapping[str, str]:
        return {"state": OWED}

    def in_state(self, answers: Answers, name: str, state: str) -> Answers:
        if state == OWED:
            return answers.owed()
        return answers if state == ANY else answers.standing_at(state)

    def to(self, answers: Answers, name: str, words: str) -> Answers:
        return answers.filter(
            Q(inspection__title__icontains=words) | Q(national_report__title__icontains=words)
        )
