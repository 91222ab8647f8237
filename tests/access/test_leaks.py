"""Words of drafts and internal notes are nowhere to be read by those they are not for."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qsl, urljoin, urlsplit

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse
from django.utils.timezone import now

from findings.models import WorkingGrade
from inspection_portal.reports import document, rendering
from inspection_portal.reports.models import Issue
from tests.access.answers import Answer, Answers, Clients, address
from tests.access.table import TABLE
from tests.access.world import AT, World, each
from tests.factories import (
    CauseOfConcernFactory,
    EvidenceLinkFactory,
    FindingFactory,
    InspectedBodyFactory,
    InspectionFactory,
    JudgmentFactory,
    ParagraphFactory,
    RecommendationFactory,
    RegisterEntryFactory,
    put_in_print,
)
from tests.reports.told import carried

OUTSIDERS = (
    "off_team",
    "operator",
    "administrator",
    "auditor",
    "force_lead",
    "other_lead",
    "contributor",
    "rocu_lead",
    "policing_body",
    "partner",
)
TRAILS = ("audit", "history")
# What a trail can be of, by the name of the model: its app, and what the world calls it.
RECORDED_KINDS = {
    **{
        kind: ("findings", kind)
        for kind in (
            *("inspection", "finding", "judgment", "section", "paragraph", "comment"),
            *("findinglink", "evidence", "workinggrade", "blindgrade", "extract", "challenge"),
        )
    },
    "inspectedbody": ("findings", "chapter"),
    "keyfigure": ("findings", "key_figure"),
    "fieldworkphase": ("findings", "phase"),
    "closedpassage": ("findings", "closed"),
    "prepublicationcheck": ("findings", "check"),
    "recommendation": ("recommendations", "recommendation"),
    "registerentry": ("recommendations", "entry"),
    "engagespell": ("recommendations", "engage_spell"),
    "nationalreport": ("recommendations", "national_draft"),
    "nationalrecommendation": ("recommendations", "national_draft_recommendation"),
    "threat": ("disruptions", "threat"),
    "officer": ("disruptions", "officer"),
    "assessment": ("disruptions", "assessment"),
    "localprofile": ("disruptions", "local_profile"),
    "site": ("disruptions", "site"),
    "preventionorder": ("disruptions", "order"),
    "plan": ("disruptions", "plan"),
    "planentry": ("disruptions", "plan_entry"),
    "planaction": ("disruptions", "plan_action"),
    "disruption": ("disruptions", "disruption"),
    "dataextract": ("disruptions", "data_extract"),
    "issue": ("reports", "issue"),
    "historicreading": ("reports", "historic"),
    "apiclient": ("forces", "api_client"),
    "personaltoken": ("forces", "personal_token"),
}
LINK = re.compile(r'href="([^"#]+)')
CANARY = re.compile(r"canary\d+bird")
# Where a body reads what it is given to check, where an office writes its answers, where lists are
# kept, and where messages go out.
GIVEN_OUT = re.compile(
    r"/(extracts|challenges|challenge-files|answers|section-55-responses|lists|jobs)/"
)
# What is recorded of anything, which auditors read.
RECORDED = re.compile(r"^/audit/")
# Where an entry of the register, a 4P plan, a webhook or a program that is let in is read with what
# is said and done about it, and looked for; and one's own home page.
OF_ENTRIES = re.compile(
    r"^/$|/(webhooks|clients|people|tokens|personal-tokens|register|entry-files|status-requests"
    r"|saved-views|audit|monitoring|engage-spells|tracker-imports|national|national-reports"
    r"|national-recommendations|threats|officers|assessments|orders|order-breaches"
    r"|local-profiles|sites|plans|plan-\w+|actions|checks|check-waivers|check-results|plan-settings"
    r"|disruptions|disruption-[\w-]+|distinct-events|data-extracts|engage-letters"
    r"|historic|historic-readings)/"
)
# What tells of the portal as it is now, or is recorded of this very look at it.
LIVE = {
    *("home:health_live", "home:health_ready", "home:trail", "home:trail_csv", "home:audit_chain"),
    "api:auditevent-list",
    *("disruptions:disruption_figures_csv", "disruptions:disruption_figures_xlsx"),
}
CHANGING = re.compile(
    r'name="(csrfmiddlewaretoken|submit_key)" value="[^"]+"|nonce="[^"]+"'
    # The moment of a figure.
    r'|\b\d{1,2}:\d\d[ap]m\b|"as_at":"[^"]+"'
)


def everything_asked_for(world: World) -> Iterator[str]:
    """Every address that can be got, with every object in it."""
    for row in filter(lambda row: row.get, TABLE):
        uuids = {objects.get(row.of) for objects in world.all_objects} - {None}
        yield from (address(row, uuid) for uuid in uuids or [None])
    for kind, (app, own) in RECORDED_KINDS.items():
        for objects in world.all_objects:
            of = f"{app}.{kind}", objects.get(own)
            yield from (reverse(f"home:{page}", args=of) for page in TRAILS if own in objects)
    for objects in (*world.objects.values(), world.embargoed):
        yield reverse("reports:issue", args=[objects["draft_issue"]])


def crawl(
    answers: Answers, role: str, first: list[str], *, is_auditor: bool = False
) -> dict[str, str]:
    """Everything that can be got from there by following links, each address once, and each thing
    that a page can be asked once, not with all others.

    The links of the gallery are samples, most of them to itself. What is recorded is an auditor's
    to read.
    """
    waiting, read, asked = list(dict.fromkeys(first)), {}, set()
    while waiting:
        url = waiting.pop()
        if url in read or (is_auditor and RECORDED.search(url)):
            continue
        questions = {(page_of(url), *question) for question in parse_qsl(urlsplit(url).query)}
        if questions and questions <= asked:
            continue
        asked |= questions
        answer = answers.read(role, url)
        read[url] = f"{answer.headers}\n{answer.text}"
        if answer.code == 200 and url != reverse("home:gallery"):
            waiting.extend(links(url, read[url]))
    return read


def page_of(url: str) -> str:
    """The page's name, of whichever object it is."""
    return resolve(urlsplit(url).path).view_name


def links(url: str, page: str) -> Iterator[str]:
    """Where a page leads to within the portal, each address once."""
    for link in dict.fromkeys(LINK.findall(page)):
        found = urljoin(url, link.replace("&amp;", "&"))
        parts = urlsplit(found)
        if not parts.scheme and not parts.path.startswith(("/static/", "/accounts/")):
            yield found


@pytest.mark.long
@pytest.mark.parametrize("role", ["on_team"])
def test_the_team_reads_every_canary(role: str, world: World, answers: Answers) -> None:
    """The crawl would find what leaks: for the team it finds all there is."""
    read = crawl(answers, role, [*everything_asked_for(world)])
    seen = {canary for page in read.values() for canary in CANARY.findall(page)}
    missed = {world.canaries.secret[canary] for canary in world.canaries.secret.keys() - seen}
    assert missed == set()
    assert seen.isdisjoint(world.canaries.closed), "Not even the team reads what is closed."


@pytest.mark.parametrize("role", each(OUTSIDERS))
def test_no_outsider_reads_a_canary(role: str, world: World, answers: Answers) -> None:
    asked_for = [*everything_asked_for(world)]
    read = crawl(answers, role, asked_for, is_auditor=role == "auditor")
    known = world.canaries.secret | world.canaries.closed
    given, in_entries = world.canaries.given, world.canaries.in_entries
    leaks = {
        (url, known[canary])
        for url, page in read.items()
        for canary in CANARY.findall(page)
        if not (GIVEN_OUT.search(url) and role in given.get(canary, ()))
        and not (OF_ENTRIES.search(url) and role in in_entries.get(canary, ()))
    }
    assert leaks == set()
    assert len(read) > len(TABLE)


def test_nobody_learns_of_what_is_not_out_by_asking_whether_it_is_genuine(
    world: World, client: Client
) -> None:
    """Even with the hash of what it says."""
    now_out = Issue.objects.out()
    for issue in Issue.objects.exclude(content_sha256__in=now_out.values("content_sha256")):
        told = b"%%PDF-1.7 /ID [(%s) (x)]" % issue.content_sha256.encode()
        page = client.post(reverse("verify"), {"file": SimpleUploadedFile("x.pdf", told)})
        assert "No report that was published here" in page.text
        assert not CANARY.search(page.text)


def test_a_pdf_carries_no_word_that_is_not_on_its_pages(world: World) -> None:
    """Nor what only the team may read, and one that is out none of what was not to be told."""
    secret, closed = world.canaries.secret, world.canaries.closed
    internal = {word for word, where in secret.items() if where.startswith("internal note")}
    told, out = set(), {*Issue.objects.out()}
    for issue in Issue.objects.order_by("content_sha256", "publish_at").distinct("content_sha256"):
        content = rendering.pdf(document.from_builtins(issue.content), issue.template)
        with pypdfium2.PdfDocument(content) as pdf:
            pages = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        words = {*CANARY.findall(carried(content))}
        assert words == {*CANARY.findall(pages)}
        assert words.isdisjoint({*closed, *internal, *(secret if issue in out else ())})
        told |= words
    assert {"title of a draft", "text of a draft"} <= {secret[word] for word in told}


@pytest.mark.parametrize("role", each(["force_lead", "contributor"]))
def test_a_body_reads_all_of_its_own_extract(role: str, world: World, answers: Answers) -> None:
    read = crawl(answers, role, [reverse("home:home")])
    seen = {canary for page in read.values() for canary in CANARY.findall(page)}
    given, secret = world.canaries.given, world.canaries.secret
    missed = {secret[word] for word in given if role in given[word] and word not in seen}
    assert missed == set()


@pytest.mark.parametrize("role", each(["force_lead", "contributor", "off_team", "auditor"]))
def test_each_side_of_an_entry_reads_its_own_words(
    role: str, world: World, answers: Answers
) -> None:
    pages = [objects["entry"] for objects in world.objects.values() if "entry" in objects]
    of_entries = [reverse("recommendations:entry", args=[uuid]) for uuid in pages]
    national = reverse("recommendations:national_reports")
    uploaded = reverse("recommendations:tracker", args=[world.objects["published"]["tracker"]])
    first = [*of_entries, uploaded, national, reverse("forces:tokens")]
    read = crawl(answers, role, first, is_auditor=role == "auditor")
    seen = {canary for page in read.values() for canary in CANARY.findall(page)}
    in_entries = world.canaries.in_entries
    assert {canary for canary in in_entries if role in in_entries[canary]} <= seen


@pytest.mark.parametrize("role", each(OUTSIDERS))
def test_drafts_leave_no_trace(role: str, world: World, answers: Answers, clients: Clients) -> None:
    """Totals, pages, lists and files stay the same when ten more drafts are written."""
    uuids = {"body": world.force.uuid, "region": world.region.uuid}
    rows = [row for row in TABLE if row.get and row.of in ("", *uuids) and row.name not in LIVE]
    urls = [address(row, uuids.get(row.of)) for row in rows]
    before = {url: CHANGING.sub("", answers.read(role, url).text) for url in urls}
    for number in range(10):
        _write_draft(world, is_embargoed=number == 0)
    after = {url: Answer.whole(clients[role].get(url)).text for url in urls}
    assert {url: CHANGING.sub("", text) for url, text in after.items()} == before


def _write_draft(world: World, *, is_embargoed: bool) -> None:
    inspection = InspectionFactory(region=world.region)
    chapter = InspectedBodyFactory(inspection=inspection, body=world.force)
    recommendation = RecommendationFactory(finding=CauseOfConcernFactory(chapter=chapter))
    paragraph = ParagraphFactory(finding=FindingFactory(chapter=chapter))
    on_team = world.people["on_team"]
    EvidenceLinkFactory(paragraph=paragraph, evidence__added_by=on_team, by=on_team)
    judgment = JudgmentFactory(inspected_body=chapter)
    WorkingGrade.objects.create(
        chapter=chapter,
        question_area=paragraph.finding.question_area,
        grade=judgment.grade,
        reason="Every threat has a plan.",
        by=on_team,
        at=AT,
    )
    if is_embargoed:
        later = now() + timedelta(days=30)
        RegisterEntryFactory(body=world.force, recommendation=recommendation, published_at=later)
        put_in_print(inspection, later)
