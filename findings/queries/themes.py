"""The heat map of an inspection: which weaknesses many bodies share, and so are the region's."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from findings.models import Finding, FindingLink, InspectedBody, Inspection, Theme
from forces.models import Body

EVIDENCE_FOR = FindingLink.Kind.EVIDENCE_FOR
# A weakness is regional from so many forces on, where they are also half of those inspected.
AT_LEAST = 2
# Shades of the map, from the fewest findings to the most.
SHADES = 4


@dataclass(frozen=True)
class Cell:
    """How many weaknesses a body has under a theme; `shade` is 0 where it has none."""

    chapter: InspectedBody
    count: int

    @property
    def shade(self) -> int:
        return min(self.count, SHADES)


@dataclass(frozen=True)
class ThemeRow:
    """A theme with its weaknesses body by body, and the regional finding drafted from them."""

    theme: Theme
    cells: tuple[Cell, ...]
    forces: int
    is_regional: bool
    drafted: Finding | None


@dataclass(frozen=True)
class HeatMap:
    chapters: tuple[InspectedBody, ...]
    rows: tuple[ThemeRow, ...]


def is_regional(forces: int, of: int) -> bool:
    """Whether so many of the forces inspected make a weakness one of the region."""
    return forces >= AT_LEAST and forces * 2 >= of


def heat_map(inspection: Inspection) -> HeatMap:
    """The weaknesses of an inspection by theme and body; a joint finding counts for each body.
    Themes that no weakness has are left out.
    """
    chapters = tuple(inspection.inspected_bodies.select_related("body"))
    counts = _counts(inspection)
    drafted = _drafted(inspection)
    themes = Theme.objects.filter(pk__in={theme for theme, _ in counts})
    return HeatMap(chapters, tuple(_row(theme, chapters, counts, drafted) for theme in themes))


def weaknesses_of_forces(inspection: Inspection, theme: Theme) -> list[Finding]:
    """The weaknesses of that theme that stand in the chapters of forces, as printed."""
    of_forces = inspection.findings.weaknesses().filter(
        themes=theme, chapter__body__kind=Body.Kind.FORCE
    )
    return list(of_forces.select_related("chapter__body"))


def regional_drafts(inspection: Inspection) -> QuerySet[Finding]:
    """The regional findings that force findings are linked to as their evidence."""
    links = FindingLink.objects.filter(kind=EVIDENCE_FOR, from_finding__inspection=inspection)
    return inspection.findings.regional().filter(linked_from__in=links).distinct()


def _counts(inspection: Inspection) -> Counter[tuple[int, int]]:
    weaknesses = inspection.findings.weaknesses().order_by().filter(themes__isnull=False)
    counts: Counter[tuple[int, int]] = Counter()
    for place in ("chapter", "also_about"):
        rows = weaknesses.filter(**{f"{place}__isnull": False}).values_list("themes", place)
        for theme, chapter, number in rows.annotate(Count("pk", distinct=True)):
            counts[theme, chapter] += number
    return counts


def _drafted(inspection: Inspection) -> dict[int, Finding]:
    themes = Prefetch("themes", Theme.objects.only("pk"))
    rows = regional_drafts(inspection).prefetch_related(themes)
    return {theme.pk: finding for finding in rows for theme in finding.themes.all()}


def _row(
    theme: Theme,
    chapters: tuple[InspectedBody, ...],
    counts: Counter[tuple[int, int]],
    drafted: dict[int, Finding],
) -> ThemeRow:
    cells = tuple(Cell(chapter, counts[theme.pk, chapter.pk]) for chapter in chapters)
    of_forces = [cell for cell in cells if cell.chapter.body.kind == Body.Kind.FORCE]
    forces = sum(cell.count > 0 for cell in of_forces)
    return ThemeRow(
        theme=theme,
        cells=cells,
        forces=forces,
        is_regional=is_regional(forces, len(of_forces)),
        drafted=drafted.get(theme.pk),
    )
