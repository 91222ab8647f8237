"""The many-to-many tables, by names under which their history is kept."""

from findings.models.chapter import FieldworkPhase
from findings.models.evidence import Evidence
from findings.models.finding import Finding
from inspection_portal.core.history import tracked_links


@tracked_links
class FindingAboutBody(Finding.also_about.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class FindingTheme(Finding.themes.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class EvidenceHandling(Evidence.handling.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True


@tracked_links
class PhaseOfBody(FieldworkPhase.bodies.through):  # type: ignore[name-defined]
    class Meta:
        proxy = True
