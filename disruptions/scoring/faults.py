"""The faults that are planted, one function each, and what only looks like one."""

from collections.abc import Callable
from random import Random

from disruptions.models import PlanSettings
from disruptions.scoring.cases import (
    SENTENCES,
    STRANDS,
    Case,
    OrderCase,
    ProfileCase,
    Work,
    sentence,
)

RULES = PlanSettings()
Plant = Callable[[Case, Random], None]


def setting(**values: object) -> Plant:
    def plant(case: Case, rng: Random) -> None:
        for name, value in values.items():
            setattr(case, name, value)

    return plant


def without_strand(strand: str) -> Plant:
    def plant(case: Case, rng: Random) -> None:
        case.entries = tuple(each for each in case.entries if each != strand)
        case.actions = [each for each in case.actions if each.strand != strand]

    return plant


def only_pursue(case: Case, rng: Random) -> None:
    for strand in STRANDS[1:]:
        without_strand(strand)(case, rng)


def action(**values: object) -> Plant:
    """One action more, with that wrong; covert or not."""

    def plant(case: Case, rng: Random) -> None:
        work = Work(rng.choice(STRANDS), is_covert=rng.random() < 0.5)
        for name, value in values.items():
            setattr(work, name, value)
        case.actions = [*case.actions, work]

    return plant


def unlinked(kind: str) -> Plant:
    def plant(case: Case, rng: Random) -> None:
        case.links = tuple(each for each in case.links if each != kind)

    return plant


def undisrupted(case: Case, rng: Random) -> None:
    """None since the plan was opened, and perhaps one before."""
    case.disrupted = rng.choice([None, case.opened - 1])


THREAT_FAULTS: dict[str, Plant] = {
    "no_plan": setting(has_plan=False),
    "no_lro": setting(leads=[(-60, -1)]),
    "lro_investigates": setting(lead_investigates=True, writer="former"),
    "lro_untrained": setting(trained=None),
    "lro_gone": setting(left=-3),
    "lro_overloaded": setting(shared_lead="too many"),
    "not_assessed": setting(assessed=None),
    "assessment_stale": setting(assessed=-RULES.stale_days - 1),
    "assessment_unmoderated": setting(moderation="submitted"),
    "assessment_operation_only": setting(scope="operation"),
}
PLAN_FAULTS: dict[str, Plant] = {
    "no_writer": setting(writer=""),
    "written_by_investigator": setting(writer="sio"),
    "written_by_another": setting(writer="other"),
    "opened_late": setting(opened=-59),
    "left_in_draft": setting(state="draft", is_checked=False, reviewed=None),
    "old_template": setting(template="1"),
    "no_supervisor_check": setting(is_checked=False),
    "review_overdue": setting(
        reviewed=-RULES.review_days - 1,
        started=-RULES.review_days - 40,
        opened=-RULES.review_days - 40,
    ),
    "not_linked_safeguarding": unlinked("safeguarding"),
    "not_linked_investigation": unlinked("investigation"),
    "not_linked_scpo": unlinked("scpo"),
    "plan_empty": setting(entries=(), actions=[]),
    "pursue_only": only_pursue,
    **{f"{strand}_empty": without_strand(strand) for strand in STRANDS},
    "entries_undated": setting(dated=False),
    "entries_untimed": setting(timed=False),
    "action_without_owner": action(owner=""),
    "action_without_due_date": action(due=None),
    "action_without_result": action(ended=-2),
    "action_overdue": action(due=-1),
    "action_out_of_reach": action(owner="stranger"),
    "no_disruption": undisrupted,
}
ORDER_FAULTS: dict[str, dict[str, object]] = {
    "order_unmanaged": {"is_managed": False},
    "order_databases_only": {"check": "database"},
    "order_expiring": {"expires": RULES.expiry_days},
    "order_release_without_plan": {
        "custody": "in_custody",
        "released": 120,
        "has_plan": False,
    },
}
# What is all right, and close to what is not.
SOUND: tuple[dict[str, object], ...] = (
    {},
    {"started": -RULES.days_to_plan, "leads": [(-RULES.days_to_plan, None)], "has_plan": False}
    | {"assessed": -RULES.days_to_plan, "was_assessed_before": False},
    {"assessed": -RULES.stale_days},
    {"reviewed": None, "started": -RULES.review_days, "opened": -RULES.review_days},
    {"is_managed": False, "assessed": None, "leads": [], "entries": (), "actions": []},
    {"state": "closed", "is_checked": False, "entries": (), "links": (), "has_plan": True}
    | {"started": -5, "leads": [(-5, None)], "opened": -5, "assessed": -5, "actions": []}
    | {"was_assessed_before": False},
    {"state": "draft", "is_checked": False, "reviewed": None, "opened": -RULES.days_to_plan}
    | {"started": -RULES.days_to_plan, "leads": [(-RULES.days_to_plan, None)]}
    | {"assessed": -RULES.days_to_plan, "was_assessed_before": False},
    {"opened": -90, "leads": [(-60, None)]},
    {"links": ("safeguarding", "investigation"), "has_order": False},
    {"shared_lead": "as many as allowed"},
    {"leads": [(-60, 0)]},
    {"entries": ("pursue", "prevent", "protect")},
    {"disrupted": -60},
    {"disrupted": None, "actions": [Work(strand) for strand in STRANDS]},
)
SOUND_ORDERS: tuple[dict[str, object], ...] = (
    {},
    {"expires": RULES.expiry_days + 1},
    {"custody": "in_custody", "released": 120, "is_managed": False},
    {"custody": "in_custody", "released": 300, "has_plan": False},
    {"expires": -1, "is_managed": False, "check": "database"},
    {"discharged": -1, "is_managed": False},
)


def copied(case: Case, source: Case, rng: Random) -> None:
    """From three fifths to all of the sentences are another plan's."""
    kept = rng.sample(source.text, rng.randint(-(-SENTENCES * 3 // 5), SENTENCES))
    case.text = kept + [sentence(rng) for _ in range(SENTENCES - len(kept))]


def order_with(number: int, planted: str, values: dict[str, object]) -> OrderCase:
    return OrderCase(number, {planted} if planted else set(), **values)  # type: ignore[arg-type]


def profiles() -> list[ProfileCase]:
    return [
        ProfileCase(1),
        ProfileCase(2, {"profile_stale"}, refresh=-1),
        ProfileCase(3, refresh=0),
        ProfileCase(4, refresh=None),
        ProfileCase(5, is_superseded=True),
    ]
