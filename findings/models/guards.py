"""Triggers that a constraint can't say: what is published changes only through a correction."""

import pgtrigger

WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

REFUSE_WHEN_PUBLISHED = """
    IF EXISTS (
        SELECT 1 FROM findings_inspection AS inspection
        WHERE inspection.stage = 'published'
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


def frozen_once_published(inspection_of: str) -> pgtrigger.Trigger:
    """A trigger that refuses a write to a row of a published inspection with no open correction.

    `inspection_of` is SQL for the row's inspection id, with `{row}` for the row.
    """
    old, new = (inspection_of.format(row=row) for row in ("OLD", "NEW"))
    return pgtrigger.Trigger(
        name="frozen_once_published",
        when=pgtrigger.Before,
        operation=WRITES,
        func=REFUSE_WHEN_PUBLISHED.format(old=old, new=new),
    )
