"""Threats and their assessments as an extract of the SOC master list has them (domain §5, §6)."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime

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
from disruptions.extracts.sets import Change, Rows, Wanting, listed, same_as_held
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
JUDGE = f"""
    CREATE TEMP TABLE extract_judged ON COMMIT DROP AS
    SELECT told.number, told.body, told.reference, told.type,
        COALESCE(told.scope, 'whole') AS scope, told.assessed_on,
        {listed(f"{value} AS threat_{name}" for name, value in OF_THREAT.items())},
        {listed(f"{value} AS {name}" for name, value in OF_ASSESSMENT.items())},
        threat.id AS threat, held.id AS held, twice.last = told.number AS is_last,
        threat.id IS NOT NULL AND twice.last = told.number
            AND NOT (%(keep)s OR {same_as_held(OF_THREAT, "threat")}) AS moves_threat,
        held.id IS NOT NULL
            AND (%(keep)s OR {same_as_held(OF_ASSESSMENT)}
                AND (twice.last <> told.number OR {same_as_held(OF_THREAT, "threat")})) AS is_same,
        array_remove(ARRAY[CASE WHEN twice.first < told.number THEN 'twice' END], NULL) AS faults
    FROM extract_row AS told
    JOIN extract_twice AS twice ON twice.number = told.number
    LEFT JOIN disruptions_threat AS threat
        ON threat.body_id = told.body AND threat.reference = told.reference
    LEFT JOIN disruptions_assessment AS held
        ON held.threat_id = threat.id AND held.type = told.type
        AND held.scope = COALESCE(told.scope, 'whole') AND held.assessed_on = told.assessed_on
    WHERE NOT told.is_bad
"""  # noqa: S608
CHANGES = """
    SELECT judged.reference, pair.heading, COALESCE(pair.before, ''), COALESCE(pair.after, '')
    FROM extract_judged AS judged
    JOIN disruptions_threat AS threat ON threat.id = judged.threat
    LEFT JOIN disruptions_assessment AS held ON held.id = judged.held
    CROSS JOIN LATERAL (VALUES {pairs}) AS pair (heading, applies, before, after)
    WHERE judged.faults = '{{}}' AND pair.applies AND pair.before IS DISTINCT FROM pair.after
    ORDER BY judged.number
"""
# Of the bodies that the file is about.
GONE = """
    SELECT threat.reference
    FROM disruptions_threat AS threat
    WHERE threat.closed_on IS NULL AND threat.body_id IN (SELECT DISTINCT body FROM extract_row)
        AND NOT EXISTS (
            SELECT FROM extract_row AS told
            WHERE told.body = threat.body_id AND told.reference = threat.reference
        )
    ORDER BY threat.reference
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
    WHERE held.id = judged.held AND NOT judged.is_same AND judged.faults = '{{}}'
        AND judged.number BETWEEN %(first)s AND %(last)s
"""  # noqa: S608
HEADINGS = {"kind": KIND, "phase_id": PHASE, "tier": TIER, "is_soc": SOC, "moderation": MODERATION}
SCORES = {
    "harm": HARM,
    "likelihood": LIKELIHOOD,
    "organisational_position": POSITION,
    "confidence": CONFIDENCE,
    "risk_score": RISK,
}
PHASE_IN_WORDS = "(SELECT name FROM disruptions_threatphase WHERE id = {})"
TWICE = "Another row of this file has this assessment. Keep the one that is right."


class ThreatRows(Rows):
    """Threats of an extract of the master list, known by their owner and reference.

    A threat may have several rows, one for each assessment: how the threat itself stands is said by
    that of the latest. Closed threats stay closed.
    """

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

    def prepare(self, has: Collection[str], *, keep: bool) -> None:
        self.execute(FIND_TWICE)
        self.analyze("extract_twice")
        self.judge(JUDGE, {"keep": keep})

    def wanting(self) -> Iterator[Wanting]:
        rows = self.stream(
            "SELECT number, reference FROM extract_judged WHERE faults <> '{}' ORDER BY number"
        )
        for number, told in rows:
            yield Wanting(number, REFERENCE.heading, told, TWICE)

    def changes(self) -> Iterator[Change]:
        pairs = [
            *(_pair("threat", name, f"threat_{name}", "judged.moves_threat") for name in OF_THREAT),
            *(_pair("held", name, name, CHANGED_HERE) for name in OF_ASSESSMENT),
        ]
        for changed, heading, before, after in self.stream(CHANGES.format(pairs=listed(pairs))):
            yield Change(changed, "changed", heading, before, after)
        yield from self.gone(GONE)

    def load(self, *, by: int, at: datetime, told: Callable[[int], None]) -> None:
        self.execute(ADD_THREATS)
        self.execute(MOVE_THREATS)
        for first, last in self.batches():
            for statement in (ADD_ASSESSMENTS, CHANGE_ASSESSMENTS):
                self.execute(statement, {"first": first, "last": last})
            told(last)


CHANGED_HERE = "judged.held IS NOT NULL AND NOT judged.is_same"


def _pair(row: str, name: str, judged: str, applies: str) -> str:
    words = PHASE_IN_WORDS if name == "phase_id" else "{}::text"
    heading = ({**HEADINGS, **SCORES}[name]).heading
    before, after = words.format(f"{row}.{name}"), words.format(f"judged.{judged}")
    return f"('{heading}', {applies}, {before}, {after})"
