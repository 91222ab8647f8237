"""Question areas, scales of grades and the first items of editable lists, loaded from files (domain
§2.1, §2.3, §2.4, §8).
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction

from findings.models import (
    EvidenceMethod,
    Figure,
    Grade,
    GradeScale,
    HandlingInstruction,
    QuestionArea,
    Theme,
)
from forces.actions.lists import begin_list
from forces.permissions import can_load_reference
from inspection_portal.core import audit
from inspection_portal.core.models import ListItem, User
from inspection_portal.core.reference import load, read, resolve

DATA = Path(__file__).resolve().parent.parent / "data"
LISTS: Mapping[type[ListItem], str] = {
    EvidenceMethod: "evidence_methods.csv",
    HandlingInstruction: "handling_instructions.csv",
    Theme: "themes.csv",
    Figure: "figures.csv",
}


@transaction.atomic
def load_reference(*, by: User, at: datetime, folder: Path = DATA) -> int:
    """Bring the question areas and the scales of grades up to date with the files of `folder`, and
    fill editable lists that are empty.

    Returns the number of rows written, 0 where nothing is new.
    """
    if not can_load_reference(by):
        raise PermissionDenied
    areas = load(QuestionArea, read(folder / "question_areas.csv"), identity=["name"])
    scales = load(GradeScale, read(folder / "grade_scales.csv"), identity=["name"])
    steps = resolve(read(folder / "grades.csv"), scale=scales)
    grades = load(Grade, steps, identity=["scale_id", "key"])
    for area in areas.touched:
        audit.record("question_area.loaded", area, by=by, at=at)
    for scale in {*scales.touched, *(grade.scale for grade in grades.touched)}:
        audit.record("grade_scale.loaded", scale, by=by, at=at)
    begun = sum(begin_list(items, folder / name, by=by, at=at) for items, name in LISTS.items())
    return areas.written + scales.written + grades.written + begun
