"""Triggers for what is true of several rows of threats and plans at once."""

import pgtrigger

from inspection_portal.core.guards import refused_unless

# The officer in the column is of the body that owns the threat, or of one that supports it.
OFFICER_OF_THE_THREAT = """
    NEW.{column} IS NULL OR EXISTS (
        SELECT FROM disruptions_officer AS officer
        JOIN disruptions_threat AS threat ON threat.id = {threat}
        WHERE officer.id = NEW.{column} AND (
            officer.body_id = threat.body_id OR EXISTS (
                SELECT FROM disruptions_threat_supporting_bodies AS support
                WHERE support.threat_id = threat.id AND support.body_id = officer.body_id
            )
        )
    )
"""
THREAT_OF_THE_PLAN = "(SELECT threat_id FROM disruptions_plan WHERE id = NEW.plan_id)"
OFFICER_OF_THE_BODY = """
    NEW.{column} IS NULL OR EXISTS (
        SELECT FROM disruptions_officer AS officer
        WHERE officer.id = NEW.{column} AND officer.body_id = NEW.body_id
    )
"""
THREAT_OF_THE_BODY = """
    NEW.threat_id IS NULL OR EXISTS (
        SELECT FROM disruptions_threat WHERE id = NEW.threat_id AND body_id = NEW.body_id
    )
"""
PLAN_OF_THE_BODY = """
    NEW.plan_id IS NULL OR EXISTS (
        SELECT FROM disruptions_plan AS plan
        JOIN disruptions_threat AS threat ON threat.id = plan.threat_id
        WHERE plan.id = NEW.plan_id AND threat.body_id = NEW.body_id
    )
"""
# Who opens a plan waits for whoever opens another one of the threat, and then sees it.
ONE_OPEN_PLAN = """
    PERFORM FROM disruptions_threat WHERE id = NEW.threat_id FOR NO KEY UPDATE;
    IF NEW.state <> 'closed'
        AND EXISTS (
            SELECT FROM disruptions_plan
            WHERE threat_id = NEW.threat_id AND id <> NEW.id AND state <> 'closed'
        )
        AND NOT COALESCE((
            SELECT settings.allows_several_plans
            FROM disruptions_plansettings AS settings
            JOIN disruptions_threat AS threat ON threat.body_id = settings.body_id
            WHERE threat.id = NEW.threat_id
              AND settings.valid_from <= (clock_timestamp() AT TIME ZONE 'Europe/London')::date
            ORDER BY settings.valid_from DESC, settings.id DESC LIMIT 1
        ), false)
    THEN
        RAISE EXCEPTION 'The threat has an open plan already. Close that one first.'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'one_open_plan_of_a_threat';
    END IF;
    RETURN NULL;
"""

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
PAST_DAYS_STAND = pgtrigger.Protect(
    name="past_days_stand",
    operation=pgtrigger.Update | pgtrigger.Delete,
    condition=pgtrigger.Condition(
        "OLD.\"on\" < (clock_timestamp() AT TIME ZONE 'Europe/London')::date"
    ),
)


def officer_of_the_threat(column: str, *, name: str, through_plan: bool) -> pgtrigger.Trigger:
    """Refuses an officer in that column who is of a body that has no part in the threat."""
    threat = THREAT_OF_THE_PLAN if through_plan else "NEW.threat_id"
    return refused_unless(
        OFFICER_OF_THE_THREAT.format(column=column, threat=threat),
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column),
        message="Choose an officer of the body that owns the threat, or of one that supports it.",
    )


def officer_of_the_body(column: str, *, name: str) -> pgtrigger.Trigger:
    """Refuses an officer of another body in that column."""
    return refused_unless(
        OFFICER_OF_THE_BODY.format(column=column),
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(column, "body_id"),
        message="Choose an officer of the same body.",
    )


def threat_of_the_body(*, name: str) -> pgtrigger.Trigger:
    """Refuses a threat that another body owns."""
    return refused_unless(
        THREAT_OF_THE_BODY,
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("threat_id", "body_id"),
        message="Choose a threat that the same body owns.",
    )


def plan_of_the_body(*, name: str) -> pgtrigger.Trigger:
    """Refuses a plan for a threat that another body owns."""
    return refused_unless(
        PLAN_OF_THE_BODY,
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("plan_id", "body_id"),
        message="Choose a plan of the same body.",
    )


OWNER_HAS_A_PART = refused_unless(
    OFFICER_OF_THE_THREAT.format(column="owner_id", threat=THREAT_OF_THE_PLAN)
    + """
    OR EXISTS (
        SELECT FROM disruptions_planaccess AS access
        JOIN disruptions_officer AS officer ON officer.body_id = access.body_id
        WHERE access.plan_id = NEW.plan_id AND access.ended_at IS NULL
          AND officer.id = NEW.owner_id
    )
    """,
    name="action_owner_has_a_part",
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("owner_id"),
    message="Choose an officer of a body that has a part in the threat, or may see the plan.",
)
# The person neither recorded the disruptions nor changed them at any time.
UNTOUCHED = """
    NOT EXISTS (
        SELECT FROM disruptions_disruption
        WHERE id IN ({rows}) AND recorded_by_id = NEW.by_id
    )
    AND NOT EXISTS (
        SELECT FROM disruptions_disruptionevent
        WHERE pgh_obj_id IN ({rows}) AND changed_by_id = NEW.by_id
    )
"""
MODERATED_BY_ANOTHER = refused_unless(
    UNTOUCHED.format(rows="NEW.disruption_id"),
    name="moderated_by_another_than_recorded",
    operation=pgtrigger.Insert,
    message="Nobody moderates what they recorded or changed. Ask somebody else.",
)
TOLD_APART_BY_ANOTHER = refused_unless(
    UNTOUCHED.format(rows="NEW.first_id, NEW.second_id"),
    name="told_apart_by_another_than_recorded",
    operation=pgtrigger.Insert,
    message="Nobody decides on what they recorded or changed. Ask somebody else.",
)
