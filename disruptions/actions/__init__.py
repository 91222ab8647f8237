"""Everything that changes threats, plans, orders and places."""

from disruptions.actions.assessments import add_assessment, record_moderation, revise_assessment
from disruptions.actions.officers import add_officer, record_left, revise_officer
from disruptions.actions.orders import (
    add_order,
    discharge_order,
    manage_order,
    record_breach,
    record_check,
    record_orders_export,
    record_outcome,
    record_release,
    revise_order,
)
from disruptions.actions.profiles import add_profile, revise_profile
from disruptions.actions.responsibilities import end_responsibility, give_responsibility
from disruptions.actions.sites import add_site, end_work, move_site, revise_site
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
    "add_order",
    "add_profile",
    "add_site",
    "add_threat",
    "close_threat",
    "discharge_order",
    "end_responsibility",
    "end_work",
    "give_responsibility",
    "manage_order",
    "move_site",
    "record_breach",
    "record_check",
    "record_left",
    "record_moderation",
    "record_orders_export",
    "record_outcome",
    "record_release",
    "record_threat_export",
    "reopen_threat",
    "revise_assessment",
    "revise_officer",
    "revise_order",
    "revise_profile",
    "revise_site",
    "revise_threat",
]
