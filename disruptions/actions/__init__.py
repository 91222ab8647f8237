from disruptions.actions.checks import (
    Checked,
    count_checks,
    set_plan_settings,
    waive_check,
    withdraw_waiver,
)
from disruptions.actions.copies import compare_plans

__all__ = [
    "Checked",
    "compare_plans",
    "count_checks",
    "set_plan_settings",
    "waive_check",
    "withdraw_waiver",
]
