"""What pages and messages read of threats and plans."""

from disruptions.queries.people import (
    doers_of,
    officer_choices,
    officer_in_words,
    officers_of_plan,
    officers_of_threat,
    own_officer,
    partners,
    people_let_in,
)
from disruptions.queries.plans import (
    ActionShown,
    Event,
    StrandShown,
    actions_given_to,
    actions_shown,
    plan_body_choices,
    strands_of,
    threats_to_plan_for,
    timeline,
    with_figures,
)

__all__ = [
    "ActionShown",
    "Event",
    "StrandShown",
    "actions_given_to",
    "actions_shown",
    "doers_of",
    "officer_choices",
    "officer_in_words",
    "officers_of_plan",
    "officers_of_threat",
    "own_officer",
    "partners",
    "people_let_in",
    "plan_body_choices",
    "strands_of",
    "threats_to_plan_for",
    "timeline",
    "with_figures",
]
