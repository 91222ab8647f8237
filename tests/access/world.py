"""A draft, a published inspection and one that is being corrected, with all that hangs on them, and
a person of each role.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import count
from uuid import UUID, uuid4

import pytest
from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils.timezone import now

from findings.actions.challenges import decide_challenge, raise_challenge
from findings.models import (
    AreaIntroduction,
    BlindGrade,
    ClosedPassage,
    Comment,
    Correction,
    EvidenceFile,
    Finding,
    FindingLink,
    Inspection,
    Judgment,
    JudgmentStep,
    KeyFigure,
    Theme,
    WorkingGrade,
)
from forces.models import Body, Region, RoleGrant
from inspection_portal.core import drafts
from inspection_portal.core.models import AuditEvent, Message, User
from inspection_portal.core.uploads import Upload
from inspection_portal.reports.actions import make_draft
from inspection_portal.reports.models import Issue
from inspection_portal.reports.rendering import NEWEST
from recommendations.models import (
    Recommendation,
    RegisterEntry,
    ReminderSchedule,
    Section55Item,
)
from tests.access.desk import desk_of
from tests.access.disruptions import disruptions_of
from tests.access.extracts import extract_of as data_extract_of
from tests.access.historic import historic_of
from tests.access.monitoring import monitoring_of
from tests.access.national import national_of
from tests.access.orders import orders_of, places_of
from tests.access.plans import plans_of
from tests.access.programs import programs_of
from tests.access.progress import progress_of, saved_view_of, tracker_of
from tests.access.quality import quality_of
from tests.access.recording import recording_of
from tests.access.snapshots import snapshot_of
from tests.access.threats import threats_of
from tests.access.webhooks import webhook_of
from tests.factories import (
    AreaForImprovementFactory,
    CauseOfConcernFactory,
    EvidenceFactory,
    EvidenceLinkFactory,
    FieldworkPhaseFactory,
    FindingFactory,
    ForceFactory,
    ImprovementEntryFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    KeyFigureFactory,
    LocalPolicingBodyFactory,
    OrganisationFactory,
    ParagraphFactory,
    RecommendationFactory,
    RegionFactory,
    RegisterEntryFactory,
    RocuFactory,
    Section55ResponseFactory,
    SectionFactory,
    person,
    put_in_print,
)
from tests.factories.checking import extract_of, give_out
from tests.factories.findings import PUBLISHED_AT

AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
Role = RoleGrant.Role

SIGNED_OUT = ("anonymous", "disabled")
SIGNED_IN = (
    "on_team",
    "off_team",
    "moderator",
    "hmi",
    "publisher",
    "auditor",
    "operator",
    "administrator",
    "force_lead",
    "other_lead",
    "contributor",
    "rocu_lead",
    "policing_body",
    "partner",
)
ROLES = SIGNED_OUT + SIGNED_IN
# To ask for every address as each role takes minutes: `make long` asks as these.
ASKED_APART = (
    *("off_team", "moderator", "hmi", "publisher", "auditor", "operator", "administrator"),
    *("other_lead", "contributor", "rocu_lead", "policing_body", "partner"),
)
STATES = ("draft", "published", "corrected")
OUT = ("published", "corrected")
NOT_OUT = {"draft": "draft", "embargoed": "report under embargo"}


def each(roles: Iterable[str], *, long: Iterable[str] = ASKED_APART) -> list[object]:
    """The roles as parameters of a test, and which of them are `long`."""
    mark = pytest.mark.long
    return [pytest.param(role, marks=mark if role in long else ()) for role in roles]


# What a body is given to check of a draft, and who of its people are here.
OF_THE_FORCE, OF_THE_OTHER = frozenset({"force_lead", "contributor"}), frozenset({"other_lead"})
OF_THE_REGION = ("title", "introduction of the region", "regional heading")
OF_A_CHAPTER = (
    *("introduction of a body", "introduction of an area", "heading", "text"),
    *("concern", "area", "recommendation", "source of a figure"),
)
GIVEN = {
    **dict.fromkeys(OF_THE_REGION, OF_THE_FORCE | OF_THE_OTHER),
    **dict.fromkeys(OF_A_CHAPTER, OF_THE_FORCE),
    "text of the other force": OF_THE_OTHER,
}


class Canaries:
    """Words that stand nowhere else: whoever is shown one was shown what it stands in."""

    def __init__(self, first: int = 1) -> None:
        self._numbers = count(first)
        self.secret: dict[str, str] = {}
        self.closed: dict[str, str] = {}
        # Words that some outsiders are given too, in the extract of their own body: and to whom.
        self.given: dict[str, frozenset[str]] = {}
        # Words that one side of an entry writes for itself: which outsiders are of that side.
        self.in_entries: dict[str, frozenset[str]] = {}

    def word(self, where: str, given: frozenset[str] | None = None) -> str:
        canary = self._new(self.secret, where)
        if given:
            self.given[canary] = given
        return canary

    def closed_word(self, where: str, given: frozenset[str] | None = None) -> str:
        """A word that even the team is not shown, or not unless it says why."""
        canary = self._new(self.closed, where)
        if given:
            self.given[canary] = given
        return canary

    def of_entry(self, canary: str, readers: frozenset[str]) -> str:
        """The word, for those readers too, where they read of the entry."""
        self.in_entries[canary] = readers
        return canary

    def _new(self, kept: dict[str, str], where: str) -> str:
        canary = f"canary{next(self._numbers):03}bird"
        kept[canary] = where
        return canary


@dataclass(frozen=True)
class World:
    """People by role, and objects by the state of their inspection and what they are.

    `in_check` are those of a draft that two forces check before its publication, `embargoed` those
    of an issued report that is published next month.
    """

    people: Mapping[str, User | None]
    objects: Mapping[str, Mapping[str, UUID]]
    in_check: Mapping[str, UUID]
    embargoed: Mapping[str, UUID]
    canaries: Canaries
    region: Region
    force: Body
    other_force: Body

    @property
    def all_objects(self) -> tuple[Mapping[str, UUID], ...]:
        return (*self.objects.values(), self.in_check, self.embargoed)


def build(first_canary: int = 1) -> World:
    """Everything at once, so that what a page gathers from several objects is there. Beside one
    world another can be made, whose canaries have other numbers.
    """
    region = RegionFactory()
    force, other_force = ForceFactory(region=region), ForceFactory(region=region)
    people = _people(force, other_force, RocuFactory(region=region))
    canaries = Canaries(first_canary)
    team = [people["on_team"], people["disabled"]]
    inspections = {
        state: InspectionFactory(region=region, team=team, title=f"Inspection, {state}")
        for state in STATES
    }
    inspections["draft"].title = canaries.word("title of a draft")
    inspections["draft"].save()
    parts = {
        state: _parts(inspection, force, other_force, canaries, state)
        for state, inspection in inspections.items()
    }
    issues = {
        state: _issues(
            inspection, people["on_team"], publish_at=PUBLISHED_AT if state in OUT else None
        )
        for state, inspection in inspections.items()
    }
    put_in_print(inspections["published"])
    put_in_print(inspections["corrected"])
    issues["corrected"] |= _correct(inspections["corrected"], people["on_team"], canaries)
    in_check = _in_check(region, people, force, other_force, canaries)
    bystander = person(Role.INSPECTOR)
    shared = {
        **{kind: in_check[kind] for kind in ("check", "extract", "challenge", "challenge_file")},
        "person": bystander.uuid,
        "role": bystander.role_grants.get().uuid,
        **programs_of(force, people, canaries),
        "body": force.uuid,
        "tracker": tracker_of(people["force_lead"], canaries),
        "saved_view": saved_view_of(people["force_lead"], force, canaries),
        **monitoring_of(force, canaries),
        **orders_of(force, canaries),
        **places_of(force, canaries),
        "region": region.uuid,
        "message": _message(people["force_lead"], "Read it in the portal."),
        **webhook_of(canaries),
        "theme": _theme(inspections["draft"], canaries),
        **national_of(force, other_force, canaries),
        **threats_of(force, canaries),
        **plans_of(force, people, canaries),
        **quality_of(force, canaries),
        **disruptions_of(force, people, canaries),
        **recording_of(force, people, canaries),
        **snapshot_of(force, people, canaries),
        **data_extract_of(people["on_team"], canaries),
        **historic_of(people["publisher"], canaries),
        "audit_line": _line_of(people["on_team"]),
        "schedule": _schedule(),
    }
    _of_their_own(people["on_team"], inspections["draft"], canaries)
    return World(
        people={**people, "anonymous": None},
        objects={
            state: {
                "inspection": inspections[state].uuid,
                **parts[state],
                **issues[state],
                **shared,
            }
            for state in STATES
        },
        in_check=in_check,
        embargoed=_embargoed(region, people, force, other_force, canaries),
        canaries=canaries,
        region=region,
        force=force,
        other_force=other_force,
    )


def _people(force: Body, other_force: Body, rocu: Body) -> dict[str, User]:
    return {
        "on_team": person(Role.INSPECTOR),
        "off_team": person(Role.INSPECTOR),
        "moderator": person(Role.MODERATOR),
        "hmi": person(Role.HMI),
        "publisher": person(Role.PUBLISHER),
        "auditor": person(Role.AUDITOR),
        "operator": person(Role.OPERATOR),
        "administrator": person(Role.ADMINISTRATOR),
        "force_lead": person(Role.FORCE_LEAD, force),
        "other_lead": person(Role.FORCE_LEAD, other_force),
        "contributor": person(Role.FORCE_CONTRIBUTOR, force),
        "rocu_lead": person(Role.ROCU_LEAD, rocu),
        "policing_body": person(Role.POLICING_BODY, LocalPolicingBodyFactory(body=force)),
        "partner": person(Role.PARTNER, OrganisationFactory()),
        "disabled": person(Role.INSPECTOR, is_active=False),
    }


def _parts(
    inspection: Inspection, force: Body, other_force: Body, canaries: Canaries, state: str
) -> dict[str, UUID]:
    """What stands in an inspection. All text of a draft is secret, of a published one the notes;
    the text of a correction is written later, over what is published.
    """

    def words(where: str) -> str:
        if state == "check":
            return canaries.word(f"{where} of a draft in the check", GIVEN.get(where))
        if state in OUT:
            return f"The {where}"
        return canaries.word(f"{where} of a {NOT_OUT[state]}")

    def note() -> str:
        return canaries.word(f"internal note, {state}")

    inspection.regional_introduction = words("introduction of the region")
    inspection.save()
    chapter = InspectedBodyFactory(
        inspection=inspection, body=force, introduction=words("introduction of a body")
    )
    other = InspectedBodyFactory(inspection=inspection, body=other_force)
    finding = FindingFactory(
        chapter=chapter,
        heading=words("heading"),
        text=words("text"),
        internal_note=note(),
        needs_review=True,
    )
    FindingFactory(chapter=None, inspection=inspection, heading=words("regional heading"))
    AreaIntroduction.objects.create(
        inspected_body=chapter,
        question_area=finding.question_area,
        text=words("introduction of an area"),
    )
    concern = CauseOfConcernFactory(chapter=chapter, heading=words("concern"), internal_note=note())
    area = AreaForImprovementFactory(chapter=chapter, heading=words("area"), internal_note=note())
    recommendation = RecommendationFactory(finding=concern, text=words("recommendation"))
    judgment = JudgmentFactory(inspected_body=chapter, state=Judgment.State.PROPOSED)
    JudgmentStep.objects.create(
        judgment=judgment,
        state=judgment.state,
        grade=judgment.grade,
        by=inspection.team.all()[0].user,
        at=AT,
        reason=canaries.word(f"reason for a grade, {state}"),
    )
    section = SectionFactory(
        inspection=inspection, heading=words("section heading"), text=words("section text")
    )
    KeyFigureFactory(chapter=chapter, source=words("source of a figure"), printed=True)
    phase = FieldworkPhaseFactory(
        inspection=inspection, name=canaries.word(f"phase of fieldwork, {state}")
    )
    return {
        "chapter": chapter.uuid,
        "finding": finding.uuid,
        "concern": concern.uuid,
        "recommendation": recommendation.uuid,
        "judgment": judgment.uuid,
        "section": section.uuid,
        "phase": phase.uuid,
        **_grades(finding, canaries, state),
        **_evidence(finding, canaries, state),
        **_talk(finding, concern, canaries, state),
        "key_figure": KeyFigureFactory(
            chapter=chapter, source=canaries.word(f"source of a key figure, {state}")
        ).uuid,
        **_register(force, other_force, recommendation, area, other, canaries, state),
    }


def _in_check(
    region: Region, people: Mapping[str, User], force: Body, other_force: Body, canaries: Canaries
) -> dict[str, UUID]:
    """A draft that is being checked, with a challenge that the team has decided."""
    team, lead, at = [people["on_team"]], people["force_lead"], now()
    title = canaries.word("title of a draft in the check", GIVEN["title"])
    inspection = InspectionFactory(region=region, team=team, title=title)
    parts = _parts(inspection, force, other_force, canaries, "check")
    FindingFactory(
        chapter=inspection.inspected_bodies.get(body=other_force),
        text=canaries.word("text of the other force", GIVEN["text of the other force"]),
    )
    check = give_out(inspection, by=people["on_team"], at=at)
    extract = extract_of(check, force)
    content = canaries.word("file of a challenge", OF_THE_FORCE).encode()
    challenge = raise_challenge(
        extract,
        passage_number=1,
        text=canaries.word("text of a challenge", OF_THE_FORCE),
        files=[Upload("plans.txt", "text/plain", content)],
        by=lead,
        at=at,
    )
    decide_challenge(
        challenge,
        decision="rejected",
        reason=canaries.word("decision that nobody has confirmed"),
        by=people["on_team"],
        at=at,
    )
    return {
        "inspection": inspection.uuid,
        **parts,
        "check": check.uuid,
        "extract": extract.uuid,
        "challenge": challenge.uuid,
        "challenge_file": challenge.files.get().uuid,
    }


def _embargoed(
    region: Region, people: Mapping[str, User], force: Body, other_force: Body, canaries: Canaries
) -> dict[str, UUID]:
    """A report that is issued with all that comes with it, and not yet published."""
    on_team, out_at = people["on_team"], now() + timedelta(days=30)
    title = canaries.word("title of a report under embargo")
    inspection = InspectionFactory(region=region, team=[on_team], title=title)
    parts = _parts(inspection, force, other_force, canaries, "embargoed")
    issues = _issues(inspection, on_team, publish_at=out_at)
    recommendation = Recommendation.objects.get(uuid=parts["recommendation"])
    entry = RegisterEntryFactory(body=force, recommendation=recommendation, published_at=out_at)
    put_in_print(inspection, out_at)
    return {"inspection": inspection.uuid, **parts, **issues, "entry": entry.uuid}


def _grades(finding: Finding, canaries: Canaries, state: str) -> dict[str, UUID]:
    """A working grade, and a blind one of the person on the team: never published."""
    chapter, on_team = finding.chapter, finding.inspection.team.get(user__is_active=True).user
    said = {"chapter": chapter, "grade": chapter.judgment.grade, "by": on_team, "at": AT}
    reasons = (
        canaries.word(f"reason for a {kind} grade, {state}") for kind in ("working", "blind")
    )
    working = WorkingGrade.objects.create(
        question_area=finding.question_area, reason=next(reasons), **said
    )
    blind = BlindGrade.objects.create(asked_at=AT, reason=next(reasons), **said)
    return {"workinggrade": working.uuid, "blindgrade": blind.uuid}


def _talk(finding: Finding, other: Finding, canaries: Canaries, state: str) -> dict[str, UUID]:
    """What the team says of a finding, and how it is linked to another: secret for good."""
    by = finding.inspection.team.all()[0].user
    comment = Comment.objects.create(
        finding=finding,
        text=canaries.word(f"comment, {state}"),
        answer=canaries.word(f"answer, {state}"),
        by=by,
        at=AT,
    )
    link = FindingLink.objects.create(
        from_finding=finding, to_finding=other, kind=FindingLink.Kind.EVIDENCE_FOR, by=by, at=AT
    )
    return {"comment": comment.uuid, "findinglink": link.uuid}


def _evidence(finding: Finding, canaries: Canaries, state: str) -> dict[str, UUID]:
    """Evidence that a paragraph rests on, and a passage that is withheld: secret for good."""

    def word(what: str) -> str:
        return canaries.word(f"{what} of evidence, {state}")

    paragraph = ParagraphFactory(finding=finding)
    evidence = EvidenceFactory(
        inspection=finding.inspection,
        summary=word("summary"),
        place=word("place"),
        source_role=word("role of the source"),
    )
    EvidenceLinkFactory(paragraph=paragraph, evidence=evidence)
    content = word("content of a file").encode()
    file = EvidenceFile.objects.create(
        evidence=evidence,
        name=f"{word('name of a file')}.txt",
        content_type="text/plain",
        size=len(content),
        sha256=sha256(content).hexdigest(),
        content=content,
        added_by=evidence.added_by,
        added_at=AT,
    )
    closed = ClosedPassage.objects.create(
        finding=finding,
        after=paragraph,
        ground=ClosedPassage.Ground.SAFETY,
        text=canaries.closed_word(f"closed passage, {state}"),
        written_by=evidence.added_by,
        written_at=AT,
    )
    return {
        "paragraph": paragraph.uuid,
        "evidence": evidence.uuid,
        "evidence_file": file.uuid,
        "closed": closed.uuid,
    }


def _register(
    force: Body,
    other_force: Body,
    recommendation: object,
    area: Finding,
    other: object,
    canaries: Canaries,
    state: str,
) -> dict[str, UUID]:
    """What the register has of a report that is out: entries, and an answer in the writing, which
    is its office's own.
    """
    if state not in OUT:
        return {}
    office = frozenset({"policing_body"})
    entry = RegisterEntryFactory(body=force, recommendation=recommendation)
    improvement = ImprovementEntryFactory(body=force, finding=area)
    foreign = AreaForImprovementFactory(chapter=other)
    ImprovementEntryFactory(body=other_force, finding=foreign)
    answer = Section55ResponseFactory(
        inspection=area.inspection,
        policing_body=force.local_policing_bodies.get(),
        begun_at=AT,
        comments=canaries.closed_word(f"comments of an answer, {state}", office),
    )
    item = canaries.closed_word(f"item of an answer, {state}", office)
    Section55Item.objects.create(response=answer, entry=entry, action="taken", text=item)
    inspector = area.inspection.team.get(user__is_active=True).user
    progress = progress_of(entry, inspector, canaries, state)
    return {
        "entry": entry.uuid,
        "section_55": answer.uuid,
        **progress,
        **desk_of(entry, improvement, inspector, canaries, state),
        **_dates(entry),
    }


def _dates(entry: RegisterEntry) -> dict[str, UUID]:
    """A date of an entry, and another one that is asked for."""
    milestone = entry.milestones.get()
    change = milestone.changes.create(
        from_on=milestone.current_on,
        to_on=AT.date() + timedelta(days=999),
        reason="The supplier is late.",
        requested_by=entry.body.role_grants.all()[0].user,
        requested_at=AT,
    )
    return {"milestone": milestone.uuid, "deadline_change": change.uuid}


def _theme(inspection: Inspection, canaries: Canaries) -> UUID:
    """A theme that a draft is about: its name is for those who keep the list as well."""
    name = canaries.word("name of a theme", frozenset({"administrator"}))
    theme = Theme.objects.create(name=name, valid_from=AT.date())
    inspection.findings.all()[0].themes.add(theme)
    return theme.uuid


def _of_their_own(user: User, inspection: Inspection, canaries: Canaries) -> None:
    """What a person has typed and not saved, and a message to them, which operators see sent."""
    drafts.keep(
        user=user,
        key=reverse("findings:section_add", args=[inspection.uuid]).strip("/"),
        sitting=uuid4(),
        data={"heading": [canaries.word("heading that is not saved")]},
        seen_version=None,
        at=now(),
    )
    _message(user, canaries.word("text of a message", frozenset({"operator"})))


def _message(to: User, text: str) -> UUID:
    """A message to that person, of which nobody knows whether it went out."""
    return Message.objects.create(
        recipient=to,
        kind="test",
        subject="A report is published",
        text=text,
        key=f"test {to.pk}",
        message_id=f"<test-{to.pk}@localhost>",
        made_by=to,
        made_at=AT,
        state=Message.State.UNCONFIRMED,
        attempts_allowed=1,
        reason="The sender was stopped.",
    ).uuid


def _schedule() -> UUID:
    """When reminders go out, of which the portal has one for each kind."""
    of_days = {"days": [0], "leads_from": 0}
    return ReminderSchedule.objects.get_or_create(kind="date", defaults=of_days)[0].uuid


def _line_of(user: User) -> UUID:
    """Something that the person did."""
    return AuditEvent.objects.filter(by=user).latest("pk").uuid


def _issues(inspection: Inspection, by: User, *, publish_at: datetime | None) -> dict[str, UUID]:
    """A finished issue of the draft, and one that is out from then on where there is one."""
    draft = make_draft(inspection, by=by, at=AT)
    finished = {
        "state": Issue.State.READY,
        "started_at": AT,
        "pdf": b"%PDF-1.7",
        "pdf_sha256": sha256(b"%PDF-1.7").hexdigest(),
    }
    Issue.objects.filter(pk=draft.pk).update(**finished)
    if publish_at is None:
        return {"issue": draft.uuid, "draft_issue": draft.uuid}
    issue = Issue.objects.create(
        inspection=inspection,
        number=1,
        template=NEWEST,
        purpose=Issue.Purpose.PUBLICATION,
        publish_at=publish_at,
        content=draft.content,
        content_sha256=draft.content_sha256,
        requested_by=by,
        requested_at=AT,
        **finished,
    )
    return {"issue": issue.uuid, "draft_issue": draft.uuid}


def _correct(inspection: Inspection, by: User, canaries: Canaries) -> dict[str, UUID]:
    """Open a correction, rewrite all of the text in it, and make a PDF of that as well."""
    reason = canaries.word("reason for a correction")
    Correction.objects.create(inspection=inspection, reason=reason, opened_by=by, opened_at=AT)
    chapters, findings = inspection.inspected_bodies.all(), inspection.findings.all()
    for rows, names in (
        (Inspection.objects.filter(pk=inspection.pk), ["regional_introduction"]),
        (chapters, ["introduction"]),
        (AreaIntroduction.objects.filter(inspected_body__in=chapters), ["text"]),
        (findings, ["heading", "text"]),
        (inspection.sections.all(), ["heading", "text"]),
        (Recommendation.objects.filter(finding__in=findings), ["text"]),
        (KeyFigure.objects.printed().filter(chapter__in=chapters), ["source"]),
    ):
        _rewrite(rows, names, canaries)
    for finding in findings:
        lead, part = (canaries.word(f"{name} in a correction") for name in ("lead", "part"))
        findings.filter(pk=finding.pk).update(lead=lead, parts=[part])
    draft = make_draft(inspection, by=by, at=AT)
    return {"draft_issue": draft.uuid}


def _rewrite(rows: QuerySet[Model], names: list[str], canaries: Canaries) -> None:
    for row in rows:
        for name in names:
            where = f"{name} of {row._meta.verbose_name} in a correction"
            rows.filter(pk=row.pk).update(**{name: canaries.word(where)})


@cache
def routes() -> dict[str, list[str]]:
    """Every address of the portal by its name, with the names of what stands in it."""
    return dict(_walk(get_resolver(), "", []))


def _walk(
    resolver: URLResolver, namespace: str, outer: list[str]
) -> Iterator[tuple[str, list[str]]]:
    for entry in resolver.url_patterns:
        arguments = [*outer, *_arguments(entry)]
        if isinstance(entry, URLResolver):
            inner = ":".join(filter(None, [namespace, entry.namespace]))
            yield from _walk(entry, inner, arguments)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            yield ":".join(filter(None, [namespace, entry.name])), arguments


def _arguments(entry: URLPattern | URLResolver) -> list[str]:
    if isinstance(entry.pattern, RoutePattern):
        return list(entry.pattern.converters)
    return list(entry.pattern.regex.groupindex)
