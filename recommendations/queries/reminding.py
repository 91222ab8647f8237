"""Who is to be reminded of which deadline, as SQL: the register is asked as a whole.

What is planned and what is looked at again before it is told are one rule (`CONCERNED`), so that
nobody is told what they would not be planned for.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.utils.timezone import localdate

from forces.models import RoleGrant
from forces.rights import HOLDERS, Right
from inspection_portal.core.dates import LONDON
from recommendations.models import Claim
from recommendations.models.response import DAYS_TO_ANSWER

ACCOUNT_CLOSED = "The recipient’s account is closed."
ENTRY_CLOSED = "The entry is closed."
WITHDRAWN = "The report is withdrawn."
NO_DEADLINE = "The deadline is no longer in the report."
MET = "The deadline is met."
ANSWERED = "The answer is published."
MOVED = "The deadline has moved."
NOT_CONCERNED = "The entry does not concern this person any more."
PAUSES = "A claim is with the inspectorate."
DECLINED = "This person does not want reminders before the date."

# Who holds a role today, and of which body; an office that is abolished oversees nothing. And who
# of the inspectorate answers for what an inspection asks: its acting leads, else its acting team.
ACTING = """
acting AS MATERIALIZED (
    SELECT role.user_id, role.role, role.body_id, role.policing_body_id,
           office.body_id AS overseen_id
    FROM forces_rolegrant AS role
    JOIN core_user AS person
      ON person.id = role.user_id AND person.is_active AND person.kind = 'person'
    LEFT JOIN forces_localpolicingbody AS office ON office.id = role.policing_body_id
    WHERE role.taken_at IS NULL AND (role.ends_on IS NULL OR role.ends_on >= %(today)s)
      AND (office.valid_to IS NULL OR office.valid_to >= %(today)s)
),
answering AS MATERIALIZED (
    SELECT inspection_id, user_id
    FROM (
        SELECT member.inspection_id, member.user_id, member.is_lead,
               bool_or(member.is_lead) OVER (PARTITION BY member.inspection_id) AS has_lead
        FROM findings_teammember AS member
        JOIN acting ON acting.user_id = member.user_id AND acting.role = ANY(%(inspectorate)s)
    ) AS team
    WHERE is_lead OR NOT has_lead
)
"""
# Whom each line of `looked_at` concerns, and why: the body's people, and upwards as it gets late.
# Of the inspectorate these are the lead inspectors of who asked, else its team, else, and for
# national reports, the moderators, as for claims.
CONCERNED = """
concerned AS (
    SELECT looked_at.*, acting.user_id, 'owner' AS role
    FROM looked_at JOIN acting
      ON acting.user_id = looked_at.owner_id AND acting.body_id = looked_at.body_id
    UNION ALL
    SELECT looked_at.*, acting.user_id, 'owner'
    FROM looked_at JOIN acting
      ON acting.user_id = looked_at.owner_id
     AND acting.policing_body_id = looked_at.policing_body_id
    UNION ALL
    SELECT looked_at.*, acting.user_id, 'lead'
    FROM looked_at JOIN acting ON acting.body_id = looked_at.body_id
    WHERE acting.role = ANY(%(leads)s) AND looked_at.days >= looked_at.leads_from
      AND acting.user_id IS DISTINCT FROM looked_at.owner_id
    UNION ALL
    SELECT looked_at.*, acting.user_id, 'lead'
    FROM looked_at JOIN acting ON acting.policing_body_id = looked_at.policing_body_id
    WHERE looked_at.days >= looked_at.leads_from
      AND acting.user_id IS DISTINCT FROM looked_at.owner_id
    UNION ALL
    SELECT looked_at.*, acting.user_id, 'overseer'
    FROM looked_at JOIN acting ON acting.overseen_id = looked_at.body_id
    WHERE looked_at.days >= looked_at.overseers_from
    UNION ALL
    SELECT looked_at.*, answering.user_id, 'inspector'
    FROM looked_at JOIN answering ON answering.inspection_id = looked_at.inspection_id
    WHERE looked_at.days >= looked_at.inspectors_from
    UNION ALL
    SELECT looked_at.*, acting.user_id, 'inspector'
    FROM looked_at JOIN acting ON acting.role = %(moderator)s
    WHERE looked_at.days >= looked_at.inspectors_from
      AND NOT EXISTS (
          SELECT FROM answering WHERE answering.inspection_id = looked_at.inspection_id
      )
)
"""
REPORT = """
    LEFT JOIN recommendations_recommendation AS asked ON asked.id = entry.recommendation_id
    LEFT JOIN findings_finding AS finding
      ON finding.id = COALESCE(entry.finding_id, asked.finding_id)
    LEFT JOIN findings_inspection AS inspection ON inspection.id = finding.inspection_id
"""
# Answers to reports that local policing bodies owe, or have given.
ANSWERS = """
    SELECT response.id, response.policing_body_id, response.inspection_id, response.answered_on,
           inspection.withdrawn_at,
           COALESCE(inspection.publish_at, national.published_at) AS published_at,
           COALESCE(inspection.published_on, national.published_on) + %(to_answer)s AS due_on
    FROM recommendations_section55response AS response
    LEFT JOIN findings_inspection AS inspection ON inspection.id = response.inspection_id
    LEFT JOIN recommendations_nationalreport AS national
      ON national.id = response.national_report_id
"""
# Nobody of an organisation outside signs in: for it the inspectorate is reminded as leads are.
INSPECTORS_FROM = """
    CASE WHEN entry.organisation_id IS NULL THEN {schedule}.inspectors_from
         ELSE LEAST({schedule}.leads_from, {schedule}.inspectors_from) END
"""
PAUSED = """
    EXISTS (
        SELECT FROM recommendations_claim AS claim
        WHERE claim.entry_id = {entry} AND claim.state = ANY(%(open_claims)s)
    )
"""
# Every reminder whose day has come after `since`, of what is open, published and not paused, in
# the ledger or not. The last day of a deadline that has come is due; those before it tell less.
# OFFSET has the database go from the days to the deadlines, and from these to the entries, by their
# indexes: a day's own are few, however long the register is.
_DUE = """
WITH {acting},
step AS (
    SELECT schedule.kind, day AS days,
           lead(day) OVER (PARTITION BY schedule.kind ORDER BY day) AS next_days,
           schedule.leads_from, schedule.overseers_from, schedule.inspectors_from
    FROM recommendations_reminderschedule AS schedule, unnest(schedule.days) AS day
),
looked_at AS (
    SELECT entry.id AS entry_id, milestone.id AS milestone_id, NULL::bigint AS response_id,
           milestone.current_on AS due_on, step.days, step.leads_from, step.overseers_from,
           {due_inspectors_from} AS inspectors_from,
           milestone.current_on + step.next_days <= %(today)s AS is_passed,
           entry.body_id, entry.policing_body_id, entry.owner_id, inspection.id AS inspection_id
    FROM step
    CROSS JOIN LATERAL (
        SELECT id, entry_id, current_on FROM recommendations_milestone
        WHERE kind = step.kind AND met_on IS NULL
          AND current_on <= %(today)s - step.days AND current_on > %(since)s::date - step.days
        OFFSET 0
    ) AS milestone
    CROSS JOIN LATERAL (
        SELECT * FROM recommendations_registerentry
        WHERE id = milestone.entry_id AND closed_on IS NULL AND published_at <= %(at)s
        OFFSET 0
    ) AS entry
    {report}
    WHERE inspection.withdrawn_at IS NULL AND NOT {paused}
    UNION ALL
    SELECT NULL, NULL, answer.id, answer.due_on, step.days, step.leads_from, NULL,
           step.inspectors_from, answer.due_on + step.next_days <= %(today)s,
           NULL, answer.policing_body_id, NULL, answer.inspection_id
    FROM step JOIN ({answers}) AS answer
      ON answer.due_on <= %(today)s - step.days AND answer.due_on > %(since)s::date - step.days
    WHERE step.kind = 'answer' AND answer.answered_on IS NULL AND answer.withdrawn_at IS NULL
      AND answer.published_at <= %(at)s
),
{concerned}
SELECT concerned.entry_id, concerned.milestone_id, concerned.response_id, concerned.due_on,
       concerned.days,
       concerned.user_id AS recipient_id, concerned.role,
       concerned.days < 0 AND NOT COALESCE(wish.before_the_date, true) AS is_declined,
       COALESCE(concerned.is_passed, false) AS is_passed
FROM concerned
LEFT JOIN recommendations_reminderpreference AS wish ON wish.user_id = concerned.user_id
WHERE concerned.days >= 0 OR COALESCE(wish.before_the_date, true) OR NOT EXISTS (
    SELECT FROM recommendations_reminder AS known
    WHERE known.state = 'cancelled' AND known.reason = %(declined)s
      AND known.recipient_id = concerned.user_id AND known.due_on = concerned.due_on
      AND known.days = concerned.days
      AND (known.milestone_id = concerned.milestone_id
           OR known.response_id = concerned.response_id)
)
"""
# A later line of the same deadline, which tells the person more.
_LATER = """
    EXISTS (
        SELECT FROM recommendations_reminder AS later
        WHERE later.{of} = looked_at.{of} AND later.due_on = looked_at.due_on
          AND later.recipient_id = looked_at.recipient_id AND later.days > looked_at.days
          AND later.state IN ('planned', 'attached', 'told')
    )
"""
# Reminders as they apply now: the reason why one does not, whether a claim holds it back, and
# whether a later one of the same deadline tells the person more.
_JUDGED = """
WITH {acting},
looked_at AS (
    SELECT reminder.id, reminder.message_id, reminder.recipient_id, reminder.milestone_id,
           reminder.response_id, reminder.due_on, reminder.days, entry.body_id,
           COALESCE(entry.policing_body_id, answer.policing_body_id) AS policing_body_id,
           entry.owner_id, entry.closed_on, answer.answered_on,
           COALESCE(inspection.id, answer.inspection_id) AS inspection_id,
           COALESCE(inspection.withdrawn_at, answer.withdrawn_at) AS withdrawn_at,
           COALESCE(milestone.current_on, answer.due_on) AS current_on, milestone.met_on,
           schedule.leads_from, schedule.overseers_from,
           {judged_inspectors_from} AS inspectors_from, {paused} AS is_paused
    FROM recommendations_reminder AS reminder
    LEFT JOIN recommendations_registerentry AS entry ON entry.id = reminder.entry_id
    {report}
    LEFT JOIN recommendations_milestone AS milestone ON milestone.id = reminder.milestone_id
    LEFT JOIN ({answers}) AS answer ON answer.id = reminder.response_id
    LEFT JOIN recommendations_reminderschedule AS schedule
      ON schedule.kind = CASE WHEN answer.id IS NULL THEN milestone.kind ELSE 'answer' END
    WHERE {which}
),
{concerned},
judged AS (
    SELECT looked_at.id, looked_at.message_id, looked_at.is_paused,
           {later} OR {later_of_answer} AS is_passed,
           CASE
               WHEN NOT person.is_active THEN %(account_closed)s
               WHEN looked_at.closed_on IS NOT NULL THEN %(entry_closed)s
               WHEN looked_at.withdrawn_at IS NOT NULL THEN %(withdrawn)s
               WHEN looked_at.answered_on IS NOT NULL THEN %(answered)s
               WHEN looked_at.milestone_id IS NULL AND looked_at.response_id IS NULL
               THEN %(no_deadline)s
               WHEN looked_at.met_on IS NOT NULL THEN %(met)s
               WHEN looked_at.current_on IS DISTINCT FROM looked_at.due_on THEN %(moved)s
               WHEN NOT EXISTS (
                   SELECT FROM concerned
                   WHERE concerned.id = looked_at.id
                     AND concerned.user_id = looked_at.recipient_id
               ) THEN %(not_concerned)s
               WHEN looked_at.days < 0 AND NOT COALESCE(wish.before_the_date, true)
               THEN %(declined)s
               ELSE ''
           END AS reason
    FROM looked_at
    JOIN core_user AS person ON person.id = looked_at.recipient_id
    LEFT JOIN recommendations_reminderpreference AS wish ON wish.user_id = looked_at.recipient_id
)
"""
_CHANGED = """
{judged}
SELECT message_id, max(CASE WHEN reason = '' THEN %(pauses)s ELSE reason END)
FROM judged WHERE reason <> '' OR is_paused GROUP BY message_id
"""
_MISSING = """
SELECT count(DISTINCT (due.milestone_id, due.response_id, due.days)) FROM ({due}) AS due
WHERE NOT due.is_declined AND NOT {known} AND NOT {known_of_answer}
"""
_KNOWN = """
    EXISTS (
        SELECT FROM recommendations_reminder AS known
        WHERE known.{of} = due.{of} AND known.due_on = due.due_on
          AND known.days = due.days AND known.recipient_id = due.recipient_id
          AND known.state <> 'cancelled'
    )
"""
_PARTS = {
    "acting": ACTING,
    "report": REPORT,
    "answers": ANSWERS,
    "paused": PAUSED.format(entry="entry.id"),
    "concerned": CONCERNED,
    "due_inspectors_from": INSPECTORS_FROM.format(schedule="step"),
    "judged_inspectors_from": INSPECTORS_FROM.format(schedule="schedule"),
    "later": _LATER.format(of="milestone_id"),
    "later_of_answer": _LATER.format(of="response_id"),
}
DUE = _DUE.format(**_PARTS)
MISSING = _MISSING.format(
    due=DUE,
    known=_KNOWN.format(of="milestone_id"),
    known_of_answer=_KNOWN.format(of="response_id"),
)
WAITING = "reminder.state = 'planned' AND reminder.planned_at < %(at)s"
OF_MESSAGES = "reminder.message_id = ANY(%(messages)s)"


def judged(which: str) -> str:
    """The beginning of a statement about those of the reminders, each as it applies now."""
    return _JUDGED.format(which=which, **_PARTS)


def facts(at: datetime, **more: object) -> dict[str, Any]:
    """What the statements above are given: the moment and its day in London, and the names in them.

    Everything that has ever come is after the beginning of time, which is `since` unless told.
    """
    return {
        "at": at,
        "today": localdate(at, LONDON),
        "since": "-infinity",
        "leads": [*map(str, RoleGrant.LEADS)],
        "inspectorate": [*map(str, HOLDERS[Right.REGISTER_READ_ALL])],
        "moderator": str(RoleGrant.Role.MODERATOR),
        "to_answer": DAYS_TO_ANSWER - 1,
        "open_claims": [*map(str, Claim.OPEN)],
        "account_closed": ACCOUNT_CLOSED,
        "entry_closed": ENTRY_CLOSED,
        "withdrawn": WITHDRAWN,
        "no_deadline": NO_DEADLINE,
        "met": MET,
        "answered": ANSWERED,
        "moved": MOVED,
        "not_concerned": NOT_CONCERNED,
        "declined": DECLINED,
        **more,
    }


def changed(messages: Iterable[int], *, at: datetime) -> dict[int, str]:
    """Which of the messages tell something that does not apply any more, each with a reason."""
    with connection.cursor() as cursor:
        cursor.execute(
            _CHANGED.format(judged=judged(OF_MESSAGES)),
            facts(at, messages=list(messages), pauses=PAUSES),
        )
        return dict(cursor.fetchall())


def missing(*, at: datetime, since: date | None = None) -> int:
    """How many deadlines have a day that has come, after `since` where that is given, and no line
    in the ledger for somebody whom they concern. After a sweep of everything there is none. What
    was cancelled, and applies again, is missing; what the person declined is not.
    """
    after = {"since": since} if since else {}
    with connection.cursor() as cursor:
        cursor.execute(MISSING, facts(at, **after))
        (found,) = cursor.fetchone()
    return int(found)
