"""The lists of codes that the API speaks in, made from the choices and tables themselves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Choices

from findings.models import Grade, GradeScale, QuestionArea, Theme
from forces.models import Body, Region, standing
from forces.scopes import SCOPES
from inspection_portal.core.models import ListItem, User
from inspection_portal.reports.structure import LABELS
from recommendations.models import ReminderSchedule

PROJECT = "inspection_portal."
OF_THE_DOMAIN = (
    *("forces", "findings", "recommendations", "disruptions", f"{PROJECT}reports"),
    *(f"{PROJECT}core.models.webhooks", f"{PROJECT}core.differences"),
)
WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Code:
    """A code with what people read for it, and its first and last day; None where there is none.

    `rank` is the place of a grade on the scale of the name `scale`, 1 the best.
    """

    code: str
    label: str
    valid_from: date | None = None
    valid_until: date | None = None
    rank: int | None = None
    scale: str = ""
    ons_code: str = ""


@dataclass(frozen=True)
class CodeList:
    name: str
    codes: Sequence[Code]


def code_lists(user: User) -> list[CodeList]:
    """Every list that the person may read, in the order of their names."""
    tables = [
        CodeList(
            "forces.region", [Code(str(each.uuid), each.name) for each in Region.objects.all()]
        ),
        CodeList("forces.body", [*_bodies()]),
        CodeList("forces.scope", [Code(scope, words) for scope, words in SCOPES.items()]),
        CodeList("findings.grade", [*_grades()]),
        CodeList("findings.question_area", [*_question_areas()]),
        CodeList(
            "recommendations.reminder_schedule.kind",
            [Code(kind, label) for kind, label in ReminderSchedule.KINDS],
        ),
        CodeList("reports.line_kind", [Code(kind, label) for kind, label in LABELS.items()]),
    ]
    return sorted([*tables, *_items(user), *_choices()], key=lambda each: each.name)


def _bodies() -> Iterator[Code]:
    for body in Body.objects.all():
        yield Code(str(body.uuid), body.name, ons_code=body.ons_code)


def _question_areas() -> Iterator[Code]:
    for area in QuestionArea.objects.all():
        yield Code(str(area.position), area.name)


def _grades() -> Iterator[Code]:
    """Those of each scale, which holds until the day before the next."""
    scales = [*GradeScale.objects.order_by("valid_from")]
    ends = [scale.valid_from - timedelta(days=1) for scale in scales[1:]]
    until = dict(zip(scales, [*ends, None], strict=True)) if scales else {}
    for grade in Grade.objects.select_related("scale"):
        since, end = grade.scale.valid_from, until[grade.scale]
        yield Code(grade.key, grade.label, since, end, grade.rank, grade.scale.name)


def _items(user: User) -> Iterator[CodeList]:
    """The lists that administrators edit. Those that inspections are written by are for the
    inspectorate; themes are no codes of the API, and tell what drafts are about.
    """
    is_inside = standing(user).is_inspectorate
    for model in apps.get_models():
        is_open = is_inside or model._meta.app_label != "findings"
        if issubclass(model, ListItem) and is_open and model is not Theme:
            rows: Any = model._default_manager.all()
            codes = [Code(str(row.uuid), row.name, row.valid_from, row.valid_until) for row in rows]
            yield CodeList(_snake(model._meta.label), codes)


@cache
def _choices() -> Sequence[CodeList]:
    """What is written into the portal itself: it has held ever since this version of the API."""
    lists: Any = [each for each in _beneath(Choices) if each.__module__.startswith(OF_THE_DOMAIN)]
    return [
        CodeList(
            _snake(
                f"{each.__module__.removeprefix(PROJECT).partition('.')[0]}.{each.__qualname__}"
            ),
            [Code(str(choice.value), str(choice.label)) for choice in each],
        )
        for each in lists
    ]


def _beneath(above: type[Choices]) -> Iterator[type[Choices]]:
    for each in above.__subclasses__():
        yield each
        yield from _beneath(each)


def _snake(name: str) -> str:
    return WORD.sub("_", name).lower()
