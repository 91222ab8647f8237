"""The pages of national reports: what each person reads, and what they are told when refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from forces.models import Body, Organisation
from inspection_portal.core.models import User
from recommendations import actions
from recommendations.models import NationalRecommendation, NationalReport, RegisterEntry
from tests.factories import (
    ForceFactory,
    NationalEntryFactory,
    NationalRecommendationFactory,
    NationalReportFactory,
)
from tests.factories.findings import PUBLISHED_AT

LIST = reverse("recommendations:national_reports")
ADD = reverse("recommendations:national_report_add")


def day(name: str, text: str) -> dict[str, str]:
    """The boxes of a date."""
    parts = zip(("day", "month", "year"), text.split(" "), strict=True)
    return {f"{name}_{part}": number for part, number in parts}


SAID = {"title": "Custody", "slug": "custody", **day("on", "1 2 2026"), "clock": "00:01"}
WANTED = {
    "text": "By 1 May 2026, every force should count its cells.",
    "due_kind": "date",
    **day("due_on", "1 5 2026"),
    "to": ["every_force"],
}
Grows = Callable[[str, Callable[[], object]], None]


@pytest.fixture
def report(db: None) -> NationalReport:
    """A report that is being entered."""
    return NationalReportFactory(title="Custody", slug="custody")


@pytest.fixture
def recommendation(report: NationalReport) -> NationalRecommendation:
    return NationalRecommendationFactory(report=report, number=1, applies_if="forces with cells")


@pytest.fixture
def entry(
    recommendation: NationalRecommendation, force: Body, other_force: Body, inspector: User
) -> RegisterEntry:
    """What the report, which is open and out, asks of the force."""
    actions.open_national(
        recommendation.report, seen_version=1, by=inspector, at=PUBLISHED_AT + timedelta(days=1)
    )
    return RegisterEntry.objects.get(body=force)


def to(verb: str, row: NationalReport | NationalRecommendation) -> str:
    return reverse(f"recommendations:{verb}", args=[row.uuid])


def read(client: Client, url: str) -> str:
    return " ".join(client.get(url).content.decode().split())


def test_an_inspector_enters_a_report_and_what_it_asks(
    as_inspector: Client, force: Body, other_force: Body
) -> None:
    entered = as_inspector.post(ADD, SAID, follow=True)
    report = NationalReport.objects.get()
    assert entered.redirect_chain[-1][0] == report.get_absolute_url()
    as_inspector.post(to("national_recommendation_add", report), WANTED)
    row = report.recommendations.get()
    assert (row.to_every_force, row.to_every_rocu, row.number) == (True, False, 1)
    shown = read(as_inspector, to("national_report_open", report))
    assert "2 entries" in shown
    opened = as_inspector.post(
        to("national_report_open", report), {"seen_version": report.version}, follow=True
    )
    assert "2 entries are open." in opened.content.decode()
    assert RegisterEntry.objects.count() == 2


def test_somebody_is_chosen_by_name(
    as_inspector: Client, report: NationalReport, rocu: Body
) -> None:
    office = Organisation.objects.create(name="Home Office", valid_from=PUBLISHED_AT.date())
    chosen = {
        "to": ["bodies", "organisations"],
        "bodies": [rocu.uuid],
        "organisations": [office.uuid],
    }
    as_inspector.post(to("national_recommendation_add", report), WANTED | chosen)
    row = report.recommendations.get()
    assert (row.to_every_force, [*row.bodies.all()]) == (False, [rocu])
    assert [*row.organisations.all()] == [office]
    again = as_inspector.get(to("national_recommendation_revise", row)).context["form"]
    assert again.initial["to"] == ["bodies", "organisations"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"to": []}, "Choose to whom it is addressed"),
        ({"to": ["organisations"]}, "Choose at least one, or untick the box above"),
        (day("due_on", "  "), "Enter the due date"),
        ({"text": ""}, "Enter what is recommended"),
        ({"text": "By 31 April 2026, count the cells."}, "31 april 2026” is not a date"),
        ({"text": "SECRET\n\nCount the cells."}, "SECRET"),
    ],
)
def test_what_is_missing_is_said_and_nothing_lost(
    as_inspector: Client, report: NationalReport, changes: dict[str, object], sentence: str
) -> None:
    applies = {"applies_if": "forces by the sea"}
    url = to("national_recommendation_add", report)
    page = as_inspector.post(url, WANTED | applies | changes).content.decode()
    assert sentence in page
    assert "forces by the sea" in page
    assert not report.recommendations.exists()


def test_a_short_name_is_taken_once(as_inspector: Client, report: NationalReport) -> None:
    page = as_inspector.post(ADD, SAID).content.decode()
    assert "already exists" in page


def test_a_report_and_a_recommendation_are_changed(
    as_inspector: Client, recommendation: NationalRecommendation
) -> None:
    report = recommendation.report
    as_inspector.post(
        to("national_report_revise", report), SAID | {"title": "Cells", "seen_version": 1}
    )
    as_inspector.post(
        to("national_recommendation_revise", recommendation),
        WANTED | {"to": ["every_rocu"], "applies_if": "", "seen_version": 1},
    )
    report.refresh_from_db()
    recommendation.refresh_from_db()
    assert report.title == "Cells"
    assert (recommendation.to_every_force, recommendation.to_every_rocu) == (False, True)
    assert recommendation.applies_if == ""


def test_the_second_editor_sees_what_the_first_wrote(
    as_inspector: Client, recommendation: NationalRecommendation
) -> None:
    rows = NationalRecommendation.objects.filter(pk=recommendation.pk)
    rows.update(version=2, applies_if="forces by a river")
    page = as_inspector.post(
        to("national_recommendation_revise", recommendation),
        WANTED | {"applies_if": "forces by the sea", "seen_version": 1},
    ).content.decode()
    assert "has changed since" in page
    assert "forces by a river" in page
    assert "forces by the sea" in page


def test_a_recommendation_is_deleted(
    as_inspector: Client, recommendation: NationalRecommendation
) -> None:
    url = to("national_recommendation_delete", recommendation)
    assert recommendation.text in read(as_inspector, url)
    as_inspector.post(url, {"seen_version": 1})
    assert not NationalRecommendation.objects.exists()


def test_a_refusal_is_shown(as_inspector: Client, entry: RegisterEntry) -> None:
    row = entry.national
    assert row
    row.report.refresh_from_db()
    for verb, of, sent in (
        ("national_report_open", row.report, {"seen_version": row.report.version}),
        ("national_report_revise", row.report, SAID | {"seen_version": row.report.version}),
        ("national_recommendation_add", row.report, WANTED),
        ("national_recommendation_revise", row, WANTED | {"seen_version": row.version}),
        ("national_recommendation_delete", row, {"seen_version": row.version}),
    ):
        page = as_inspector.post(to(verb, of), sent)
        assert "are open, so it stays as it is" in page.content.decode(), verb


def test_somebody_more_is_asked(as_inspector: Client, entry: RegisterEntry) -> None:
    office = Organisation.objects.create(name="Home Office", valid_from=PUBLISHED_AT.date())
    row = entry.national
    assert row
    url = to("national_recommendation_address", row)
    assert "Choose who it is addressed to" in as_inspector.post(url).content.decode()
    page = as_inspector.post(url, {"addressee": office.uuid}, follow=True)
    assert "Home Office is asked for it too." in page.content.decode()
    taken = as_inspector.post(url, {"addressee": office.uuid})
    assert "Select a valid choice" in taken.content.decode()


def test_the_inspectorate_reads_how_it_stands(as_inspector: Client, entry: RegisterEntry) -> None:
    row = entry.national
    assert row
    for url in (LIST, row.report.get_absolute_url(), row.get_absolute_url()):
        page = read(as_inspector, url)
        assert "Awaiting review" in page, url
        assert "0 of 2 closed" in page, url
        assert "2 overdue" in page, url
    assert RegisterEntry.objects.exclude(pk=entry.pk).get().body.name in page


def test_a_body_reads_the_words_and_its_own_entry(
    as_lead: Client, entry: RegisterEntry, other_force: Body
) -> None:
    row = entry.national
    assert row
    assert "Custody" in read(as_lead, LIST)
    for url in (row.report.get_absolute_url(), row.get_absolute_url()):
        page = read(as_lead, url)
        assert row.text in page
        assert entry.get_absolute_url() in page
        assert other_force.name not in page
        assert "of 2 closed" not in page
        assert "overdue</span>" not in page


def test_who_is_not_asked_reads_the_words(
    client: Client, entry: RegisterEntry, rocu_lead: User, administrator: User
) -> None:
    row = entry.national
    assert row
    for user in (rocu_lead, administrator):
        client.force_login(user)
        page = read(client, row.get_absolute_url())
        assert row.text in page
        assert "not addressed to anybody whom you act for" in page


def test_an_entry_leads_to_what_it_is_of(as_lead: Client, entry: RegisterEntry) -> None:
    row = entry.national
    assert row
    page = read(as_lead, entry.get_absolute_url())
    assert row.get_absolute_url() in page
    assert row.report.get_absolute_url() in page
    assert "forces with cells" in page
    assert LIST in read(as_lead, reverse("recommendations:register"))


def test_before_publication_only_who_enters_it_sees_it(
    client: Client, inspector: User, hmi: User, force_lead: User, force: Body
) -> None:
    report = NationalReportFactory(published_at=now() + timedelta(days=1))
    row = NationalRecommendationFactory(report=report, due_kind="none", due_on=None)
    actions.open_national(report, seen_version=1, by=inspector, at=now())
    for user, code in ((inspector, 200), (hmi, 404), (force_lead, 404)):
        client.force_login(user)
        for url in (report.get_absolute_url(), row.get_absolute_url()):
            assert client.get(url).status_code == code
    client.force_login(inspector)
    assert "from the moment of publication on" in read(client, row.get_absolute_url())
    assert "not yet" in read(client, LIST)


def test_the_register_is_narrowed_down_to_a_report(
    as_inspector: Client, as_lead: Client, entry: RegisterEntry
) -> None:
    row = entry.national
    assert row
    other = NationalEntryFactory(body=entry.body)
    other_report = NationalReport.objects.exclude(pk=row.report.pk)
    other_report.update(opened_at=PUBLISHED_AT)
    register = reverse("recommendations:register")
    for browser in (as_inspector, as_lead):
        of_report = browser.get(register, {"inspection": row.report.uuid})
        shown = [line.entry for line in of_report.context["lines"]]
        assert entry in shown
        assert other not in shown
        kinds = browser.get(register, {"kind": "improvement"})
        assert kinds.context["lines"] == []


def test_a_file_of_the_register_tells_of_it(as_lead: Client, entry: RegisterEntry) -> None:
    answer = as_lead.get(reverse("recommendations:register_csv"))
    lines = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert f"{entry.reference}," in lines
    assert "Recommendation" in lines
    assert "Area for improvement" not in lines


def test_lists_cost_as_many_queries_however_long(
    as_inspector: Client, entry: RegisterEntry, assert_queries_do_not_grow: Grows
) -> None:
    row = entry.national
    assert row

    def add_report() -> None:
        report = NationalEntryFactory().national.report
        NationalReport.objects.filter(pk=report.pk).update(opened_at=PUBLISHED_AT)

    assert_queries_do_not_grow(LIST, add_report)
    assert_queries_do_not_grow(
        row.get_absolute_url(), lambda: NationalEntryFactory(national=row, body=ForceFactory())
    )


def test_a_report_costs_as_many_queries_however_long(
    as_inspector: Client, report: NationalReport, assert_queries_do_not_grow: Grows
) -> None:
    assert_queries_do_not_grow(
        report.get_absolute_url(),
        lambda: NationalEntryFactory(national=NationalRecommendationFactory(report=report)),
    )
