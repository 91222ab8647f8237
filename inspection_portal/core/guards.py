"""Triggers for what a constraint can't say, because it is about more than one row."""

import pgtrigger

REFUSE_UNLESS = """
    IF NOT ({condition}) THEN
        RAISE EXCEPTION '{message}'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NEW;
"""


def refused_unless(
    condition: str, *, name: str, operation: pgtrigger.Operation, message: str
) -> pgtrigger.Trigger:
    """A check of that name over several tables, as a check constraint is over one row.

    `condition` is SQL about `NEW`. It is asked after the row's own constraints.
    """
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=operation,
        func=REFUSE_UNLESS.format(condition=condition, message=message, name=name),
    )
