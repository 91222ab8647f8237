"""Triggers of the register: what is published stays as it was, unless a correction changes it."""

import pgtrigger

from inspection_portal.core.counts import counted
from inspection_portal.core.guards import REFUSE_UNLESS, refused_unless

ADDRESSED = pgtrigger.Insert | pgtrigger.UpdateOf("body_id", "recommendation_id", "finding_id")
BODY_IS_INSPECTED = """
    NEW.body_id IS NULL OR NEW.national_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM findings_finding AS finding
        JOIN findings_inspectedbody AS chapter ON chapter.inspection_id = finding.inspection_id
        WHERE chapter.body_id = NEW.body_id AND finding.id = COALESCE(
            NEW.finding_id,
            (SELECT finding_id FROM recommendations_recommendation WHERE id = NEW.recommendation_id)
        )
    )
"""
OF_AN_AREA_FOR_IMPROVEMENT = """
    NEW.finding_id IS NULL OR EXISTS (
        SELECT 1 FROM findings_finding AS finding
        WHERE finding.id = NEW.finding_id AND finding.kind = 'area_for_improvement'
    )
"""
STAYS = """
    IF {once} THEN
        RAISE EXCEPTION '{sentence}'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
    END IF;
    RETURN NULL;
"""
PUBLISHED_STAYS = STAYS.format(
    once="OLD.published_at <= clock_timestamp()",
    sentence="What is published stays published.",
    name="published_stays_published",
)
# Of the entry with that key; what is from no inspection of the portal has no corrections.
NOT_ISSUED_OR_BEING_CORRECTED = """
    NOT EXISTS (
        SELECT 1 FROM recommendations_registerentry AS entry
        LEFT JOIN recommendations_recommendation AS recommendation
            ON recommendation.id = entry.recommendation_id
        JOIN findings_finding AS finding
            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)
        JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id
        WHERE entry.id = {entry} AND inspection.stage = 'issued' AND NOT EXISTS (
            SELECT 1 FROM findings_correction AS correction
            WHERE correction.inspection_id = inspection.id AND correction.closed_at IS NULL
        )
    )
"""
# The dates of an entry are those of its milestones that are not met, the earliest first.
ENTRY_FOLLOWS = """
    UPDATE recommendations_registerentry AS entry
    SET due_on = dates.due_on, target_on = dates.target_on
    FROM (
        SELECT min(current_on) FILTER (WHERE kind <> 'target') AS due_on,
               min(current_on) FILTER (WHERE kind = 'target') AS target_on
        FROM recommendations_milestone
        WHERE entry_id = COALESCE(NEW.entry_id, OLD.entry_id) AND met_on IS NULL
    ) AS dates
    WHERE entry.id = COALESCE(NEW.entry_id, OLD.entry_id)
      AND (entry.due_on, entry.target_on) IS DISTINCT FROM (dates.due_on, dates.target_on);
    RETURN NULL;
"""

# By how many the open entries of a body and month became more or fewer in one statement.
COUNT = """
    INSERT INTO recommendations_duecount (body_id, month, number)
    SELECT body_id, date_trunc('month', due_on::timestamp)::date AS month, sum(number)
    FROM ({changed}) AS changed (body_id, due_on, closed_on, number)
    WHERE closed_on IS NULL
    GROUP BY 1, 2 HAVING sum(number) <> 0;
    RETURN NULL;
"""


def changes_only_by_correction(
    *fields: str, name: str, entry: str, unless: str = "false"
) -> pgtrigger.Trigger:
    """Refuses a change of these fields unless the report is being corrected, or `unless` holds.

    `entry` is SQL for the key of the register entry.
    """
    condition = f"{unless} OR {NOT_ISSUED_OR_BEING_CORRECTED.format(entry=entry)}"
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*fields),
        func=REFUSE_UNLESS.format(
            condition=condition,
            name="published_changes_only_by_correction",
            message="What is published changes only through a correction.",
        ),
    )


ANSWERED_AFTER_THE_REPORT = """
    NEW.answered_on IS NULL OR NEW.answered_on >= COALESCE(
        (SELECT published_on FROM findings_inspection WHERE id = NEW.inspection_id),
        (SELECT published_on FROM recommendations_nationalreport WHERE id = NEW.national_report_id)
    )
"""
ITEM_IS_ASKED_OF_THE_FORCE = """
    EXISTS (
        SELECT 1 FROM recommendations_section55response AS response
        JOIN forces_localpolicingbody AS office ON office.id = response.policing_body_id
        JOIN recommendations_registerentry AS entry ON entry.id = NEW.entry_id
        LEFT JOIN recommendations_recommendation AS recommendation
            ON recommendation.id = entry.recommendation_id
        LEFT JOIN findings_finding AS finding
            ON finding.id = COALESCE(entry.finding_id, recommendation.finding_id)
        LEFT JOIN recommendations_nationalrecommendation AS national
            ON national.id = entry.national_id
        WHERE response.id = NEW.response_id
          AND (entry.body_id = office.body_id OR entry.policing_body_id = office.id OR EXISTS (
              SELECT 1 FROM forces_body AS unit
              JOIN forces_regionmembership AS theirs ON theirs.body_id = unit.id
              JOIN forces_regionmembership AS its ON its.region_id = theirs.region_id
              WHERE unit.id = entry.body_id AND unit.kind = 'rocu' AND its.body_id = office.body_id
          ))
          AND (finding.inspection_id = response.inspection_id
               OR national.report_id = response.national_report_id)
    )
"""
ANSWER_IS_PUBLISHED = "OLD.answered_on IS NOT NULL"
ANSWER_OF_ITEM_IS_PUBLISHED = """EXISTS (
        SELECT 1 FROM recommendations_section55response
        WHERE id = COALESCE(NEW.response_id, OLD.response_id) AND answered_on IS NOT NULL
    )"""
ANSWER_STAYS = {
    "sentence": "An answer that is published stays as it is.",
    "name": "published_answer_stays",
}


REPORT_IS_OPEN = """EXISTS (
        SELECT 1 FROM recommendations_nationalreport
        WHERE id = COALESCE(NEW.report_id, OLD.report_id) AND opened_at IS NOT NULL
    )"""
OPEN_REPORT_STAYS = {
    "sentence": "What a national report asks stays as it is once its entries are open.",
    "name": "open_report_stays",
}

ENTRY_TRIGGERS = [
    refused_unless(
        BODY_IS_INSPECTED,
        name="entry_body_is_in_the_inspection",
        operation=ADDRESSED,
        message="The body is not in the inspection that the entry is from.",
    ),
    # Asked once: the entry stays as it was when a correction makes the finding another.
    refused_unless(
        OF_AN_AREA_FOR_IMPROVEMENT,
        name="entry_finding_is_area_for_improvement",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("finding_id"),
        message="Only an area for improvement enters the register by itself.",
    ),
    pgtrigger.Trigger(
        name="published_is_never_deleted",
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        func=PUBLISHED_STAYS,
    ),
    pgtrigger.Trigger(
        name="published_stays_addressed",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(
            *("recommendation", "finding", "national", "body", "organisation", "policing_body"),
            *("reference", "published_at"),
        ),
        func=PUBLISHED_STAYS,
    ),
    changes_only_by_correction("asked", name="asked_changes_only_by_correction", entry="OLD.id"),
    *counted(COUNT, "body_id, due_on, closed_on"),
]
MILESTONE_TRIGGERS = [
    changes_only_by_correction(
        *("kind", "words", "original_on"),
        name="milestone_changes_only_by_correction",
        entry="OLD.entry_id",
        unless="OLD.kind = 'target'",
    ),
    pgtrigger.Trigger(
        name="entry_follows_its_milestones",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=ENTRY_FOLLOWS,
    ),
]
ANSWER_TRIGGERS = [
    refused_unless(
        ANSWERED_AFTER_THE_REPORT,
        name="answered_after_the_report",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("answered_on"),
        message="The answer would be published before the report.",
    ),
    pgtrigger.Trigger(
        name="published_answer_stays",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(
            *("inspection", "national_report", "policing_body"),
            *("comments_wanted_by", "comments", "chief_comments", "reply"),
        ),
        func=STAYS.format(once=ANSWER_IS_PUBLISHED, **ANSWER_STAYS),
    ),
]
ANSWER_ITEM_TRIGGERS = [
    refused_unless(
        ITEM_IS_ASKED_OF_THE_FORCE,
        name="answer_item_is_asked_of_the_force",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("entry_id", "response_id"),
        message="The report does not ask this of the force.",
    ),
    pgtrigger.Trigger(
        name="published_answer_stays",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=STAYS.format(once=ANSWER_OF_ITEM_IS_PUBLISHED, **ANSWER_STAYS),
    ),
]
NATIONAL_REPORT_TRIGGERS = [
    pgtrigger.Trigger(
        name="open_report_stays",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("title", "slug", "published_at", "link", "opened_at"),
        func=STAYS.format(once="OLD.opened_at IS NOT NULL", **OPEN_REPORT_STAYS),
    ),
]
NATIONAL_RECOMMENDATION_TRIGGERS = [
    pgtrigger.Trigger(
        name="open_report_stays",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=STAYS.format(once=REPORT_IS_OPEN, **OPEN_REPORT_STAYS),
    ),
]
