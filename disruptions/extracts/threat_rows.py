"""Threats and their assessments as an extract of the SOC master list has them (domain §5, §6)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from disruptions.extracts.agencies import Agencies
from disruptions.extracts.fields import (
    Field,
    choice,
    day_until,
    field,
    needed,
    optional,
    reference,
    score,
)
from disruptions.extracts.sets import (
    KEPT,
    Change,
    Rows,
    Wanting,
    in_words,
    listed,
    same_as_held,
)
from disruptions.models import Assessment, Threat, ThreatPhase
from inspection_portal.core.sheets import Column

REFERENCE = Column("Threat reference", ("Threat ref", "Reference", "Ref", "OCG reference", "URN"))
KIND = Column("Threat type", ("Type of threat", "Threat kind"))
OWNER = Column("Owner agency", ("Owner", "Force", "Agency", "Owning agency"))
TYPE = Column("Type", ("Assessment type",))
MODERATION = Column("Moderation status", ("Moderation", "Moderated"))
ASSESSED = Column("Assessment date", ("Assessed on", "Date assessed", "MoRiLE date"))
SCOPE = Column("Scope", ("Assessment scope",), required=False)
SOC = Column("SOC", ("SOC flag", "Is SOC"), required=False)
TIER = Column("Tier", (), required=False)
PHASE = Column("Phase", ("Threat phase",), required=False)
HARM = Column("Total harm", ("Harm",), required=False)
LIKELIHOOD = Column("Total likelihood", ("Likelihood",), required=False)
POSITION = Column("Organisational position", (), required=False)
CONFIDENCE = Column("Confidence", ("Confidence score",), required=False)
RISK = Column("Risk score", ("Risk", "Score"), required=False)

KINDS = {
    "OCG": Threat.Kind.OCG,
    "Organised crime group": Threat.Kind.OCG,
    "Priority individual": Threat.Kind.INDIVIDUAL,
    "SOC priority individual": Threat.Kind.INDIVIDUAL,
    "Vulnerability": Threat.Kind.VULNERABILITY,
    "SOC vulnerability": Threat.Kind.VULNERABILITY,
}
TYPES = {str(each.label): each for each in Assessment.Type}
MODERATIONS = {
    **{str(each.label): each for each in Assessment.Moderation},
    "Submitted": Assessment.Moderation.SUBMITTED,
    "Pending": Assessment.Moderation.SUBMITTED,
}
SCOPES = {str(each.label): each for each in Assessment.Scope}
IS_SOC = {
    "SOC": "t",
    "Yes": "t",
    "TRUE": "t",
    "Non-SOC": "f",
    "Not SOC": "f",
    "No": "f",
    "FALSE": "f",
}
TIERS = {name: tier.value for tier in Threat.Tier for name in (tier.label, str(tier.value))}

# What a row says of the threat, where it is the last of those of a threat, and of its assessment.
OF_THREAT = {
    "kind": "told.kind",
    "phase_id": "NULLIF(COALESCE(told.phase, threat.phase_id), 0)",
    "tier": "NULLIF(COALESCE(told.tier, threat.tier), 0)",
    "is_soc": "COALESCE(told.is_soc, threat.is_soc, true)",
}
OF_ASSESSMENT = {
    "moderation": "told.moderation",
    "tier": "NULLIF(COALESCE(told.tier, held.tier), 0)",
    **{
        name: f"COALESCE(told.{name}, held.{name})"
        for name in (
            *("harm", "likelihood", "organisational_position"),
            *("confidence", "risk_score"),
        )
    },
}
# People who revise a threat or an assessment of it lock the threat first.
HOLD = """
    SELECT FROM disruptions_threat AS threat
    WHERE (body_id, reference) IN (SELECT body, reference FROM extract_row)
    ORDER BY id FOR NO KEY UPDATE
"""
# Of each row the first of the same assessment, and the row that says how its threat stands: that of
# the latest assessment, which is none of those that stand twice.
FIND_TWICE = """
    CREATE TEMP TABLE extract_twice ON COMMIT DROP AS
    SELECT number, first,
        last_value(number) OVER (
            PARTITION BY body, reference ORDER BY number = first, assessed_on, number
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
        ) AS last
    FROM (
        SELECT number, body, reference, assessed_on,
            min(number) OVER (
                PARTITION BY body, reference, type, COALESCE(scope, 'whole'), assessed_on
            ) AS first
        FROM extract_row WHERE NOT is_bad
    ) AS told
"""
# The day of the latest assessment of each threat that is held, or that is in a row that is wrong;
# nobody knows how late one is whose day is wrong.
FIND_LATEST = """
    CREATE TEMP TABLE extract_latest ON COMMIT DROP AS
    SELECT body, reference, max(day) AS day
    FROM (
        SELECT body, reference, COALESCE(assessed_on, 'infinity') AS day
        FROM extract_row WHERE is_bad AND body IS NOT NULL AND reference IS NOT NULL
        UNION ALL
        SELECT threat.body_id, threat.reference, assessment.assessed_on
        FROM disruptions_assessment AS assessment
        JOIN disruptions_threat AS threat ON threat.id = assessment.threat_id
    ) AS assessed
    GROUP BY body, reference
"""
# `is_other` and `threat_is_other` tell whether the file says otherwise of what is held.
COMPARE = f"""
    SELECT told.number, told.body, told.reference, told.type,
        COALESCE(told.scope, 'whole') AS scope, told.assessed_on,
        {listed(f"{value} AS threat_{name}" for name, value in OF_THREAT.items())},
        {listed(f"{value} AS {name}" for name, value in OF_ASSESSMENT.items())},
        threat.id AS threat, held.id AS held, twice.last = told.number AS is_last,
        held.id IS NOT NULL AND NOT {same_as_held(OF_ASSESSMENT)} AS is_other,
        threat.id IS NOT NULL AND twice.last = told.number
            AND NOT {same_as_held(OF_THREAT, "threat")} AS threat_is_other,
        (latest.day > told.assessed_on) IS NOT TRUE AS is_latest,
        array_remove(ARRAY[CASE WHEN twice.first < told.number THEN 'twice' END], NULL) AS faults
    FROM extract_row AS told
    JOIN extract_twice AS twice ON twice.number = told.number
    LEFT JOIN extract_latest AS latest
        ON latest.body = told.body AND latest.reference = told.reference
    LEFT JOIN disruptions_threat AS threat
        ON threat.body_id = told.body AND threat.reference = told.reference
    LEFT JOIN disruptions_assessment AS held
        ON held.threat_id = threat.id AND held.type = told.type
        AND held.scope = COALESCE(told.scope, 'whole') AND held.assessed_on = told.assessed_on
    WHERE NOT told.is_bad
"""  # noqa: S608
MOVES_THREAT = "threat_is_other AND is_latest AND NOT %(keep)s"
CHANGES_HELD = "is_other AND NOT %(keep)s"
JUDGE = f"""
    CREATE TEMP TABLE extract_judged ON COMMIT DROP AS
    SELECT *, {MOVES_THREAT} AS moves_threat, {CHANGES_HELD} AS changes_held,
        held IS NOT NULL AND NOT is_other AND NOT threat_is_other AS is_same,
        NOT ({MOVES_THREAT} OR {CHANGES_HELD}) AS is_kept
    FROM ({COMPARE}) AS compared
"""  # noqa: S608
CHANGES = """
    SELECT judged.reference, body.name, judged.type, judged.scope, judged.assessed_on, pair.name,
        pair.of_threat, pair.is_done, COALESCE(pair.before, ''), COALESCE(pair.after, '')
    FROM extract_judged AS judged
    JOIN disruptions_threat AS threat ON threat.id = judged.threat
    JOIN forces_body AS body ON body.id = threat.body_id
    LEFT JOIN disruptions_assessment AS held ON held.id = judged.held
    CROSS JOIN LATERAL (VALUES {pairs}) AS pair (name, of_threat, is_other, is_done, before, after)
    WHERE judged.faults = '{{}}' AND pair.is_other AND pair.before IS DISTINCT FROM pair.after
    ORDER BY judged.number
"""
# Of the bodies that the file is about.
GONE = """
    SELECT threat.reference, body.name
    FROM disruptions_threat AS threat
    JOIN forces_body AS body ON body.id = threat.body_id
    WHERE threat.closed_on IS NULL AND threat.body_id IN (SELECT DISTINCT body FROM extract_row)
        AND NOT EXISTS (
            SELECT FROM extract_row AS told
            WHERE told.body = threat.body_id AND told.reference = threat.reference
        )
    ORDER BY body.name, threat.reference
"""
ADD_THREATS = f"""
    INSERT INTO disruptions_threat (uuid, version, body_id, reference, {listed(OF_THREAT)})
    SELECT gen_random_uuid(), 1, body, reference, {listed(f"threat_{name}" for name in OF_THREAT)}
    FROM extract_judged WHERE threat IS NULL AND is_last AND faults = '{{}}'
"""  # noqa: S608
MOVE_THREATS = f"""
    UPDATE disruptions_threat AS threat
    SET version = version + 1, {listed(f"{name} = judged.threat_{name}" for name in OF_THREAT)}
    FROM extract_judged AS judged
    WHERE threat.id = judged.threat AND judged.moves_threat AND judged.faults = '{{}}'
"""  # noqa: S608
ADD_ASSESSMENTS = f"""
    INSERT INTO disruptions_assessment
        (uuid, version, threat_id, type, scope, assessed_on, {listed(OF_ASSESSMENT)})
    SELECT gen_random_uuid(), 1, threat.id, judged.type, judged.scope, judged.assessed_on,
        {listed(f"judged.{name}" for name in OF_ASSESSMENT)}
    FROM extract_judged AS judged
    JOIN disruptions_threat AS threat
        ON threat.body_id = judged.body AND threat.reference = judged.reference
    WHERE judged.held IS NULL AND judged.faults = '{{}}'
        AND judged.number BETWEEN %(first)s AND %(last)s
"""  # noqa: S608
CHANGE_ASSESSMENTS = f"""
    UPDATE disruptions_assessment AS held
    SET version = held.version + 1, {listed(f"{name} = judged.{name}" for name in OF_ASSESSMENT)},
        moderated_on = CASE judged.moderation WHEN 'moderated' THEN held.moderated_on END
    FROM extract_judged AS judged
    WHERE held.id = judged.held AND judged.changes_held AND judged.faults = '{{}}'
        AND judged.number BETWEEN %(first)s AND %(last)s
"""  # noqa: S608
SCORES = {
    "harm": HARM,
    "likelihood": LIKELIHOOD,
    "organisational_position": POSITION,
    "confidence": CONFIDENCE,
    "risk_score": RISK,
}
HEADINGS = {
    "kind": KIND,
    "phase_id": PHASE,
    "tier": TIER,
    "is_soc": SOC,
    "moderation": MODERATION,
    **SCORES,
}
PHASE_IN_WORDS = "(SELECT name FROM disruptions_threatphase WHERE id = {})"
# The words for values of lists.
WORDS = {
    "kind": dict(Threat.Kind.choices),
    "tier": {str(tier): label for tier, label in Threat.Tier.choices},
    "is_soc": {"true": "SOC", "false": "Not SOC"},
    "moderation": dict(Assessment.Moderation.choices),
}
TWICE = "Another row of this file has this assessment. Keep the one that is right."


class ThreatRows(Rows):
    """Threats of an extract of the master list, known by their owner and reference.

    A threat may have several rows, one for each assessment: how the threat itself stands is said by
    that of the latest. It moves what is held only where that is no assessment of before the latest
    that is held, nor of before a row that is wrong. Closed threats stay closed.
    """

    record = "Threat"

    def fields(self) -> Sequence[Field]:
        """A blank tier or phase is 0."""
        agencies = Agencies()
        phases = dict(ThreatPhase.objects.values_list("name", "pk"))
        day = needed(day_until(self.today), "Type the day.")
        scores = (
            Field(column, {name: "numeric"}, optional(score)) for name, column in SCORES.items()
        )
        return (
            field(REFERENCE, needed(reference, "Type the reference."), few=False, reference="text"),
            field(KIND, needed(choice(KINDS), "Type what kind of threat it is."), kind="text"),
            field(OWNER, needed(agencies.body, "Type whose threat it is."), body="bigint"),
            field(
                TYPE, needed(choice(TYPES), "Type Tactical, Thematic or Strategic."), type="text"
            ),
            field(MODERATION, needed(choice(MODERATIONS), "Type its status."), moderation="text"),
            field(ASSESSED, day, assessed_on="date"),
            field(SCOPE, optional(choice(SCOPES), "whole"), scope="text"),
            field(SOC, optional(choice(IS_SOC), "f"), is_soc="boolean"),
            field(TIER, optional(choice(TIERS), 0), tier="integer"),
            field(PHASE, optional(choice(phases), 0), phase="bigint"),
            *scores,
        )

    def hold(self) -> None:
        self.execute(HOLD)

    def prepare(self, has: Collection[str], *, keep: bool) -> None:
        self.execute(FIND_TWICE)
        self.execute(FIND_LATEST)
        self.analyze("extract_twice", "extract_latest")
        self.judge(JUDGE, {"keep": keep})

    def wanting(self) -> Iterator[Wanting]:
        rows = self.stream(
            "SELECT number, reference FROM extract_judged WHERE faults <> '{}' ORDER BY number"
        )
        for number, told in rows:
            yield Wanting(number, REFERENCE.heading, told, TWICE)

    def changes(self) -> Iterator[Change]:
        pairs = [
            *(_pair("threat", name, f"threat_{name}") for name in OF_THREAT),
            *(_pair("held", name, name) for name in OF_ASSESSMENT),
        ]
        for told, agency, *of, name, of_threat, is_done, before, after in self.stream(
            CHANGES.format(pairs=listed(pairs))
        ):
            record = self.record if of_threat else _assessment(*of)
            words = in_words(WORDS.get(name, {}), before, after)
            what = "changed" if is_done else KEPT
            yield Change(told, agency, record, what, HEADINGS[name].heading, *words)
        yield from self.gone(GONE)

    def load(self, *, by: int, at: datetime, told: Callable[[int], None]) -> None:
        self.execute(ADD_THREATS)
        self.execute(MOVE_THREATS)
        for first, last in self.batches():
            for statement in (ADD_ASSESSMENTS, CHANGE_ASSESSMENTS):
                self.execute(statement, {"first": first, "last": last})
            told(last)


def _pair(row: str, name: str, judged: str) -> str:
    """A column of what is held, in that row, and what the file says of it."""
    of_threat = row == "threat"
    is_other, is_done = (
        ("threat_is_other", "moves_threat") if of_threat else ("is_other", "changes_held")
    )
    words = PHASE_IN_WORDS if name == "phase_id" else "{}::text"
    before, after = words.format(f"{row}.{name}"), words.format(f"judged.{judged}")
    return f"('{name}', {of_threat}, judged.{is_other}, judged.{is_done}, {before}, {after})"


def _assessment(kind: str, scope: str, on: date) -> str:
    """Which assessment of a threat it is, in words."""
    ending = ", operation only" if scope == Assessment.Scope.OPERATION else ""
    return f"{Assessment.Type(kind).label} assessment of {on:%-d %B %Y}{ending}"
