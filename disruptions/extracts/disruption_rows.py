"""Disruptions as an extract of APMIS has them (domain §5)."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from disruptions import queries, standards
from disruptions.extracts.agencies import Agencies
from disruptions.extracts.asked import STANDARDS, asked, unasked
from disruptions.extracts.fields import (
    Field,
    choice,
    day_until,
    field,
    needed,
    optional,
    reference,
    text,
)
from disruptions.extracts.sets import (
    CHANGED,
    KEPT,
    NEW,
    Change,
    Rows,
    Wanting,
    in_words,
    listed,
    same_as_held,
)
from disruptions.models import Disruption, Strand
from inspection_portal.core.sheets import Column, cells

REFERENCE = Column(
    "Disruption reference", ("Reference", "Disruption ref", "Ref", "Disruption ID", "URN")
)
THREAT = Column("Threat reference", ("Threat ref", "Threat", "Linked threat", "OCG reference"))
OWNER = Column("Threat owner", ("Owner agency", "Threat owner agency", "Owner"), required=False)
BODY = Column("Recording agency", ("Recorded by", "Agency", "Force"))
LEAD = Column("Lead agency", ("Led by",), required=False)
SUPPORTING = Column("Supporting agencies", ("Supporting agency", "Supported by"), required=False)
EVENT = Column("Event date", ("Date of event", "Disruption date"))
# Appendix 2 of the published report prints its name as “Record data”.
RECORDED = Column("Record date", ("Record data", "Date recorded", "Recorded date", "Recorded on"))
TYPE = Column("Disruption type", ("Type",))
STRAND = Column("P strand", ("4P", "4P strand", "Strand"), required=False)
CATEGORY = Column("Assessment category", ("Category", "Disruption category", "Assessment"))
NARRATIVE = Column("Narrative", ("Description", "Summary"), required=False)
EVIDENCE = Column("Evidence", ("Supporting evidence",), required=False)
MODERATION = Column("Moderation status", ("Moderation", "Moderated"))

TYPES = {
    "Lead Disruption": Disruption.Type.LEAD,
    "Lead": Disruption.Type.LEAD,
    "Support": Disruption.Type.SUPPORT,
    "Support Disruption": Disruption.Type.SUPPORT,
    "Co-ordinate": Disruption.Type.COORDINATE,
    "Co-ordinate Disruption": Disruption.Type.COORDINATE,
}
MODERATIONS = {
    "Moderated": Disruption.Moderated.MODERATED,
    "Not moderated": Disruption.Moderated.PENDING,
    "Pending": Disruption.Moderated.PENDING,
    "Returned": Disruption.Moderated.RETURNED,
    "Downgraded": Disruption.Moderated.DOWNGRADED,
    "Refused": Disruption.Moderated.REFUSED,
}
STRANDS = {str(each.label): each for each in Strand}
CATEGORIES = {str(each.label): each for each in Disruption.Category}


# Which threat is meant: the one of its owner, or of whoever recorded the disruption; where they
# have none of that reference, the only one there is.
FIND_THREATS = """
    CREATE TEMP TABLE extract_threat ON COMMIT DROP AS
    SELECT named.*, COALESCE(own.id, alone.id) AS id, COALESCE(own.kind, alone.kind) AS kind,
        COALESCE(alone.number, 0) AS others
    FROM (
        SELECT DISTINCT COALESCE(owner, 0) AS owner, body, threat
        FROM extract_row WHERE NOT is_bad
    ) AS named
    LEFT JOIN disruptions_threat AS own
        ON own.reference = named.threat
        AND own.body_id = CASE named.owner WHEN 0 THEN named.body ELSE named.owner END
    LEFT JOIN (
        SELECT reference, count(*) AS number,
            CASE count(*) WHEN 1 THEN min(id) END AS id,
            CASE count(*) WHEN 1 THEN min(kind) END AS kind
        FROM disruptions_threat GROUP BY reference
    ) AS alone ON named.owner = 0 AND own.id IS NULL AND alone.reference = named.threat
"""
FIND_TWICE = """
    CREATE TEMP TABLE extract_twice ON COMMIT DROP AS
    SELECT reference, min(number) AS first FROM extract_row WHERE NOT is_bad
    GROUP BY reference HAVING count(*) > 1
"""
JUDGE = """
    CREATE TEMP TABLE extract_judged ON COMMIT DROP AS
    SELECT told.number, told.reference, {values},
        told.threat, threat.kind, threat.others, told.supporting_bodies, told.supporting_partners,
        held.id AS held, held.id IS NOT NULL AND {is_same} AS is_same, %(keep)s AS is_kept,
        told.recorded_on - told.event_on > standard.days AS is_late,
        COALESCE(told.narrative ~* standard.never, false) AS is_doubtful,
        standard.kind IS NULL OR told.category = '' AS is_unjudged,
        array_remove(ARRAY[{faults}], NULL) AS faults
    FROM extract_row AS told
    LEFT JOIN extract_twice AS twice ON twice.reference = told.reference
    LEFT JOIN extract_threat AS threat
        ON threat.threat = told.threat AND threat.body = told.body
        AND threat.owner = COALESCE(told.owner, 0)
    LEFT JOIN extract_standard AS standard
        ON standard.kind = threat.kind AND standard.category = told.category
        AND standard.first <= told.event_on AND told.event_on < standard.after
    LEFT JOIN disruptions_disruption AS held
        ON held.source = 'apmis' AND held.reference = told.reference
    WHERE NOT told.is_bad
"""
# Each fault: where it is, and the condition under which a row has it.
FAULTS: Mapping[str, tuple[Column, str]] = {
    "twice": (REFERENCE, "told.number > twice.first"),
    "no_threat": (THREAT, "threat.id IS NULL"),
    "no_lead": (LEAD, "{lead_body} IS NULL AND {lead_partner} IS NULL"),
    "led_and_supported": (
        SUPPORTING,
        "{lead_body} = ANY(told.supporting_bodies)"
        " OR {lead_partner} = ANY(told.supporting_partners)",
    ),
    "recorded_before": (RECORDED, "told.recorded_on < told.event_on"),
    "kind_does_not_count": (THREAT, "NOT standard.counts"),
    "missing_strand": (STRAND, "standard.strand AND {strand} = ''"),
    "missing_narrative": (NARRATIVE, "standard.narrative AND {narrative} !~ '\\S'"),
    "missing_evidence": (EVIDENCE, "standard.evidence AND {evidence} !~ '\\S'"),
}
# The columns that a row fills. Where the file has no such column what is held stays.
VALUES = {
    "threat_id": "threat.id",
    "body_id": "told.body",
    "lead_body_id": (
        "CASE WHEN told.lead_body IS NULL AND told.lead_partner IS NULL AND told.type = 'lead' "
        "THEN told.body ELSE told.lead_body END"
    ),
    "lead_partner_id": "told.lead_partner",
    "event_on": "told.event_on",
    "recorded_on": "told.recorded_on",
    "type": "told.type",
    "strand": "COALESCE(told.strand, held.strand, '')",
    "category": "told.category",
    "narrative": "COALESCE(told.narrative, held.narrative, '')",
    "evidence": "COALESCE(told.evidence, held.evidence, '')",
    "moderation": "told.moderation",
}
LEAD_IS_HELD = {
    "lead_body_id": (
        "CASE WHEN held.id IS NULL AND told.type = 'lead' THEN told.body ELSE held.lead_body_id END"
    ),
    "lead_partner_id": "held.lead_partner_id",
}
SUPPORT = {"supporting_bodies": "body_id", "supporting_partners": "organisation_id"}
LINKED = """
    COALESCE((
        SELECT array_agg(link.{column} ORDER BY link.{column})
        FROM disruptions_disruption_{name} AS link WHERE link.disruption_id = held.id
    ), '{{}}') = told.{name}
"""


# How values are told that are keys, or lists of them, in the row of what is held or judged.
BODY_IN_WORDS = "(SELECT name FROM forces_body WHERE id = {row}.{name})"
IN_WORDS = {
    "threat_id": (
        "(SELECT threat.reference || ', ' || body.name FROM disruptions_threat AS threat "
        "JOIN forces_body AS body ON body.id = threat.body_id WHERE threat.id = {row}.{name})"
    ),
    "body_id": BODY_IN_WORDS,
    "lead_body_id": BODY_IN_WORDS,
    "lead_partner_id": "(SELECT name FROM forces_organisation WHERE id = {row}.{name})",
}
NAMES_OF = "(SELECT string_agg(name, '; ' ORDER BY name) FROM ({}) AS agency)"
SUPPORTED = NAMES_OF.format(
    " UNION ALL ".join(
        f"SELECT agency.name FROM forces_{table} AS agency "  # noqa: S608
        f"JOIN disruptions_disruption_{name} AS link ON link.{table}_id = agency.id "
        "WHERE link.disruption_id = held.id"
        for name, table in (("supporting_bodies", "body"), ("supporting_partners", "organisation"))
    )
)
SUPPORTS = NAMES_OF.format(
    "SELECT name FROM forces_body WHERE id = ANY(judged.supporting_bodies) UNION ALL "
    "SELECT name FROM forces_organisation WHERE id = ANY(judged.supporting_partners)"
)
# The words for values of lists.
WORDS = {
    "type": dict(Disruption.Type.choices),
    "strand": dict(Strand.choices),
    "category": dict(Disruption.Category.choices),
    "moderation": dict(Disruption.Moderated.choices),
}
HEADINGS = {
    "threat_id": THREAT,
    "body_id": BODY,
    "lead_body_id": LEAD,
    "lead_partner_id": LEAD,
    "event_on": EVENT,
    "recorded_on": RECORDED,
    "type": TYPE,
    "strand": STRAND,
    "category": CATEGORY,
    "narrative": NARRATIVE,
    "evidence": EVIDENCE,
    "moderation": MODERATION,
    "supporting": SUPPORTING,
}
CHANGES = """
    SELECT judged.reference, body.name, judged.is_kept, pair.name,
        COALESCE(pair.before, ''), COALESCE(pair.after, '')
    FROM extract_judged AS judged
    JOIN disruptions_disruption AS held ON held.id = judged.held
    JOIN forces_body AS body ON body.id = held.body_id
    CROSS JOIN LATERAL (VALUES {pairs}) AS pair (name, before, after)
    WHERE NOT judged.is_same AND judged.faults = '{{}}'
        AND pair.before IS DISTINCT FROM pair.after
    ORDER BY judged.number
"""
# Of the bodies and the record dates that the file is about.
GONE = """
    SELECT held.reference, body.name
    FROM disruptions_disruption AS held
    JOIN forces_body AS body ON body.id = held.body_id
    WHERE held.source = 'apmis'
        AND held.body_id IN (SELECT DISTINCT body FROM extract_row)
        AND held.recorded_on >= (SELECT min(recorded_on) FROM extract_row)
        AND held.recorded_on <= (SELECT max(recorded_on) FROM extract_row)
        AND NOT EXISTS (SELECT FROM extract_row WHERE reference = held.reference)
    ORDER BY held.reference
"""
INSERT = f"""
    INSERT INTO disruptions_disruption
        (uuid, version, source, reference, recorded_by_id, entered_at, {listed(VALUES)})
    SELECT gen_random_uuid(), 1, 'apmis', reference, %(by)s, %(at)s, {listed(VALUES)}
    FROM extract_judged
    WHERE number BETWEEN %(first)s AND %(last)s AND {NEW}
"""  # noqa: S608
UPDATE = f"""
    UPDATE disruptions_disruption AS held
    SET version = held.version + 1, entered_at = %(at)s,
        {listed(f"{name} = judged.{name}" for name in VALUES)}
    FROM extract_judged AS judged
    WHERE held.id = judged.held AND number BETWEEN %(first)s AND %(last)s
        AND NOT judged.is_same AND NOT judged.is_kept AND judged.faults = '{{}}'
"""  # noqa: S608
UNLINK = """
    DELETE FROM disruptions_disruption_{name} AS link
    USING extract_judged AS judged
    WHERE link.disruption_id = judged.held AND {changed} AND link.{column} <> ALL (judged.{name})
"""
LINK = """
    INSERT INTO disruptions_disruption_{name} (disruption_id, {column})
    SELECT disruption.id, agency
    FROM extract_judged AS judged
    CROSS JOIN unnest(judged.{name}) AS agency
    JOIN disruptions_disruption AS disruption
        ON disruption.source = 'apmis' AND disruption.reference = judged.reference
    WHERE ({new} OR {changed})
    ON CONFLICT DO NOTHING
"""
SENTENCES = {
    "twice": "Another row of this file has this reference. Keep the one that is right.",
    "no_lead": "Type who led it: only of a lead disruption is it whoever recorded it.",
    "led_and_supported": "Who led it is among those that supported it. Take them off that list.",
    "recorded_before": "The record would be older than the event. Check both days.",
}
NO_THREAT = "The portal has no threat of this reference. Load the extract of threats first."
SEVERAL = "Several bodies have a threat of this reference. Say which in a column “Threat owner”."
NOT_ASKED = (
    "The file has no column “{heading}”, which the minimum standards ask for. No row is refused "
    "for the lack of it."
)


class DisruptionRows(Rows):
    """Disruptions of an extract of APMIS, known by their reference there."""

    record = "Disruption"
    notable = {"late": "is_late", "doubtful": "is_doubtful", "unjudged": "is_unjudged"}

    def fields(self) -> Sequence[Field]:
        """Where no agency is named, the key of one is 0."""
        agencies = Agencies()
        day = needed(day_until(self.today), "Type the day.")
        kind = needed(choice(TYPES), "Type Lead Disruption, Support or Co-ordinate.")
        return (
            field(REFERENCE, cells.as_code, few=False, reference="text"),
            field(THREAT, needed(reference, "Type the threat’s reference."), threat="text"),
            field(OWNER, optional(agencies.body, 0), owner="bigint"),
            field(BODY, needed(agencies.body, "Type who recorded it."), body="bigint"),
            Field(LEAD, {"lead_body": "bigint", "lead_partner": "bigint"}, agencies.either),
            Field(SUPPORTING, dict.fromkeys(SUPPORT, "bigint[]"), agencies.several),
            field(EVENT, day, event_on="date"),
            field(RECORDED, day, recorded_on="date"),
            field(TYPE, kind, type="text"),
            field(STRAND, optional(choice(STRANDS), ""), strand="text"),
            field(CATEGORY, optional(choice(CATEGORIES), ""), category="text"),
            field(NARRATIVE, text, few=False, narrative="text"),
            field(EVIDENCE, text, few=False, evidence="text"),
            field(MODERATION, needed(choice(MODERATIONS), "Type its status."), moderation="text"),
        )

    def hold(self) -> None:
        """Only loads change what an extract brought, and they wait for each other anyway."""

    def prepare(self, has: Collection[str], *, keep: bool) -> None:
        self.standards = queries.minimum_standards()
        self.links = {name: column for name, column in SUPPORT.items() if name in has}
        for statement in (FIND_THREATS, FIND_TWICE, STANDARDS):
            self.execute(statement)
        self.add("extract_standard", asked(self.standards, has))
        self.notes = [
            NOT_ASKED.format(heading=HEADINGS[name].heading)
            for name in unasked(self.standards, has)
        ]
        self.analyze("extract_threat", "extract_twice", "extract_standard")
        values = VALUES | ({} if "lead_body" in has else LEAD_IS_HELD)
        named = {name.removesuffix("_id"): value for name, value in values.items()}
        linked = (LINKED.format(name=name, column=at) for name, at in self.links.items())
        judge = JUDGE.format(
            values=listed(f"{value} AS {name}" for name, value in values.items()),
            is_same=" AND ".join([same_as_held(values), *linked]),
            faults=listed(
                f"CASE WHEN {condition.format(**named)} THEN '{name}' END"
                for name, (_, condition) in FAULTS.items()
            ),
        )
        self.judge(judge, {"keep": keep})

    def wanting(self) -> Iterator[Wanting]:
        rows = self.stream(
            "SELECT number, faults, others, reference, threat, kind, event_on, recorded_on,"
            " category, strand, narrative, evidence"
            " FROM extract_judged WHERE faults <> '{}' ORDER BY number"
        )
        for number, faults, others, told, threat, *judged in rows:
            failing: dict[str, str] = {}
            if judged[0]:
                record = standards.Record(*judged)
                failing = {each.id: each.what for each in standards.judge(record, self.standards)}
            cells_of = {REFERENCE: told, THREAT: threat, RECORDED: judged[2].isoformat()}
            reasons = {**failing, **SENTENCES, "no_threat": SEVERAL if others > 1 else NO_THREAT}
            for name in faults:
                column, _ = FAULTS[name]
                yield Wanting(number, column.heading, cells_of.get(column, ""), reasons[name])

    def changes(self) -> Iterator[Change]:
        pairs = [f"('{name}', {_told('held', name)}, {_told('judged', name)})" for name in VALUES]
        if self.links:
            pairs.append(f"('supporting', {SUPPORTED}, {SUPPORTS})")
        found = self.stream(CHANGES.format(pairs=listed(pairs)))
        for told, agency, is_kept, name, before, after in found:
            words = in_words(WORDS.get(name, {}), before, after)
            what = KEPT if is_kept else "changed"
            yield Change(told, agency, self.record, what, HEADINGS[name].heading, *words)
        yield from self.gone(GONE)

    def load(self, *, by: int, at: datetime, told: Callable[[int], None]) -> None:
        for first, last in self.batches():
            rows = {"first": first, "last": last, "at": at}
            self.execute(INSERT, {"by": by, **rows})
            if self.counts["changed"]:
                self.execute(UPDATE, rows)
            told(last)
        for name, column in self.links.items():
            named = {"name": name, "column": column, "new": NEW, "changed": CHANGED}
            self.execute(UNLINK.format(**named))
            self.execute(LINK.format(**named))


def _told(row: str, name: str) -> str:
    """What is told of a value, in SQL."""
    return IN_WORDS.get(name, "{row}.{name}::text").format(row=row, name=name)
