"""The lists that administrators edit, of all apps."""

from collections.abc import Mapping
from dataclasses import dataclass

from disruptions.models import CrimeType, NeverDisruption, ThreatPhase
from findings.models import EvidenceMethod, Figure, HandlingInstruction, Theme
from forces.models import Organisation
from inspection_portal.core.models import ListItem
from inspection_portal.home.forms import (
    FigureItemForm,
    ItemForm,
    MethodForm,
    NeverForm,
    PhaseForm,
    ReviseFigureItemForm,
    ReviseItemForm,
    ReviseMethodForm,
    ReviseNeverForm,
    RevisePhaseForm,
)
from recommendations.models import Basis, MonitoringTest


@dataclass(frozen=True)
class EditableList:
    """A list by the name in its address: what it is called and for, and the forms of an item."""

    key: str
    title: str
    purpose: str
    model: type[ListItem]
    new: type[ItemForm] = ItemForm
    revised: type[ReviseItemForm] = ReviseItemForm


LISTS: Mapping[str, EditableList] = {
    each.key: each
    for each in (
        EditableList(
            "evidence-methods",
            "Ways of gathering evidence",
            "How a piece of evidence was come by, and how a report words what it says.",
            EvidenceMethod,
            MethodForm,
            ReviseMethodForm,
        ),
        EditableList(
            "handling-instructions",
            "Handling instructions",
            "Who may have evidence that is OFFICIAL-SENSITIVE, and what may be done with it.",
            HandlingInstruction,
        ),
        EditableList(
            "themes",
            "Themes of findings",
            "What findings are about, so that bodies can be compared.",
            Theme,
        ),
        EditableList(
            "figures",
            "Key figures",
            "What inspections count of every body alike, and in which unit.",
            Figure,
            FigureItemForm,
            ReviseFigureItemForm,
        ),
        EditableList(
            "bases",
            "Bases of a status",
            "What the inspectorate rests on when it says how an entry of the register stands.",
            Basis,
        ),
        EditableList(
            "organisations",
            "Organisations",
            "Who may be asked to act besides forces and ROCUs, and for whom they may wait.",
            Organisation,
        ),
        EditableList(
            "monitoring-tests",
            "Tests of the Engage stage",
            "By what published test HM Chief Inspector moves forces into the Engage stage.",
            MonitoringTest,
        ),
        EditableList(
            "crime-types",
            "Crime types",
            "What kinds of serious and organised crime threats are about.",
            CrimeType,
        ),
        EditableList(
            "threat-phases",
            "Phases of threats",
            "How far the work on a threat is, in the words of the SOC master list.",
            ThreatPhase,
            PhaseForm,
            RevisePhaseForm,
        ),
        EditableList(
            "never-disruptions",
            "What is never a disruption",
            "What forces record wrongly as a disruption, with the words that give it away.",
            NeverDisruption,
            NeverForm,
            ReviseNeverForm,
        ),
    )
}
