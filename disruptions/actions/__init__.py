"""Everything that changes threats, plans, orders and places."""

from disruptions.actions.assessments import add_assessment, record_moderation, revise_assessment
from disruptions.actions.officers import add_officer, record_left, revise_officer
from disruptions.actions.responsibilities import end_responsibility, give_responsibility
from disruptions.actions.threats import (
    add_threat,
    close_threat,
    record_threat_export,
    reopen_threat,
    revise_threat,
)

__all__ = [
    "add_assessment",
    "add_officer",
    "add_threat",
    "close_threat",
    "end_responsibility",
    "give_responsibility",
    "record_left",
    "record_moderation",
    "record_threat_export",
    "reopen_threat",
    "revise_assessment",
    "revise_officer",
    "revise_threat",
]
