"""Triggers for what a constraint can't say, above all that what is signed off or issued changes
only through a correction.
"""

from collections.abc import Sequence

import pgtrigger

# The inspection of a row that belongs to a chapter, as `frozen_once_issued` takes it.
INSPECTION_OF_CHAPTER = (
    "(SELECT inspection_id FROM findings_inspectedbody WHERE id = {row}.inspected_body_id)"
)
WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

REFUSE_WHEN_ISSUED = """
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE (inspection.stage = 'issued' OR {signed_off})
          AND inspection.id IN (SELECT unnest(ARRAY[{old}, {new}]))
          AND NOT EXISTS (
              SELECT 1 FROM findings_correction AS correction
              WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
          )
    ) THEN
        RAISE EXCEPTION 'What is published changes only through a correction.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_changes_only_by_correction';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
REFUSE_ONCE_PUBLISHED = """
    IF OLD.publish_at <= clock_timestamp() THEN
        RAISE EXCEPTION 'What is published stays published.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'published_stays_published';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
"""
LET_OTHERS_THROUGH = """
    IF NOT coalesce(OLD.{column}, FALSE) AND NOT coalesce(NEW.{column}, FALSE) THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    END IF;
"""
LET_UNPUBLISHED_THROUGH = """
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - {columns} = to_jsonb(NEW) - {columns} THEN
        RETURN NEW;
    END IF;
"""


SIGNED_OFF = "inspection.signed_off_at IS NOT NULL"
SIGNED_OFF_UNLESS_SETTLED = (
    SIGNED_OFF + " AND to_jsonb(OLD) - {columns} IS DISTINCT FROM to_jsonb(NEW) - {columns}"
)


def frozen_once_issued(
    inspection_of: str,
    unpublished: Sequence[str] = (),
    settled: Sequence[str] = (),
    only_where: str = "",
) -> pgtrigger.Trigger:
    """A trigger that refuses a write to a row of a signed-off or issued inspection with no open
    correction.

    `inspection_of` is SQL for the row's inspection id, with `{row}` for the row. Columns that are
    `unpublished` may change at any time, those that are `settled` by issuing it until then.
    `only_where` names a column without which, before and after, the row is no part of the report.
    """
    old, new = (inspection_of.format(row=row) for row in ("OLD", "NEW"))
    passed = LET_UNPUBLISHED_THROUGH.format(columns=_array(unpublished)) if unpublished else ""
    passed += LET_OTHERS_THROUGH.format(column=only_where) if only_where else ""
    signed_off = (
        SIGNED_OFF_UNLESS_SETTLED.format(columns=_array(settled)) if settled else SIGNED_OFF
    )
    return pgtrigger.Trigger(
        name="frozen_once_issued",
        when=pgtrigger.Before,
        operation=WRITES,
        func=passed + REFUSE_WHEN_ISSUED.format(old=old, new=new, signed_off=signed_off),
    )


def _array(columns: Sequence[str]) -> str:
    return f"ARRAY[{', '.join(repr(name) for name in columns)}]"
