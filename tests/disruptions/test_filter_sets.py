"""Filter sets keep exactly what they say, and say it in words that can be read back."""

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import InternalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from disruptions.actions import add_filter_set
from disruptions.actions.reference import load_reference
from disruptions.models import (
    Disruption,
    FilterSet,
    Rule,
    RuleUnknown,
    Threat,
    ThreatPhase,
    columns_of,
    from_words,
    in_words,
)
from disruptions.queries import kept_by, rows_of
from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.factories import (
    AssessmentFactory,
    DisruptionFactory,
    FilterSetFactory,
    RocuFactory,
    ThreatFactory,
    ThreatPhaseFactory,
)
from tests.pages import call, shown

LISTS = Path(__file__).parent / "appendix_2"
DAY = date(2022, 6, 1)
ASSESSED = date(2022, 1, 10)
# What else was assessed of a threat: later, or on the same day of an operation alone.
OTHERS: Mapping[str, dict[str, Any]] = {
    "later": {"type": "strategic", "assessed_on": date(2022, 5, 1), "moderation": "moderated"},
    "operation": {"scope": "operation", "assessed_on": ASSESSED, "moderation": "submitted"},
}
OF_GROUPS = {"column": "threat_type", "test": "is", "values": ["ocg"], "blank_kept": None}
LEAD = {"column": "disruption_type", "test": "is", "values": ["lead"], "blank_kept": None}


def lines(name: str) -> list[dict[str, str]]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def appendix_2(db: None, moment: datetime) -> Mapping[str, FilterSet]:
    """The sets that the portal begins with, by what they are of."""
    load_reference(by=system_user(), at=moment)
    return {each.kind: each for each in FilterSet.objects.all()}


def disruption(line: Mapping[str, str], body: Body) -> Disruption:
    fields = ("type", "category", "moderation", "source")
    days = {name: date.fromisoformat(line[name]) for name in ("recorded_on", "event_on")}
    said = {**days, **{name: line[name] for name in fields}}
    lead = RocuFactory() if line["type"] == "support" else body
    row: Disruption = DisruptionFactory(threat=ThreatFactory(body=body), lead_body=lead, **said)
    return row


def threat(line: Mapping[str, str], body: Body) -> Threat:
    name = line["phase"]
    phase = ThreatPhase.objects.filter(name=name).first() if name else None
    if name and phase is None:
        phase = ThreatPhaseFactory(name=name)
    row: Threat = ThreatFactory(
        body=body, is_soc=line["soc"] == "yes", tier=line["threat_tier"] or None, phase=phase
    )
    if line["type"]:
        asked = {name: line[name] or None for name in ("type", "moderation", "tier")}
        AssessmentFactory(threat=row, assessed_on=ASSESSED, **asked)
    if line["other"]:
        AssessmentFactory(threat=row, tier=line["threat_tier"] or None, **OTHERS[line["other"]])
    return row


class TestAppendix2:
    @pytest.mark.parametrize(("kind", "make"), [("disruptions", disruption), ("threats", threat)])
    def test_every_boundary_row_by_row(
        self,
        appendix_2: Mapping[str, FilterSet],
        force: Body,
        kind: str,
        make: Callable[[Mapping[str, str], Body], Any],
    ) -> None:
        """What the database keeps, and why one row is left out, are asked of the same rules."""
        filter_set, expected = appendix_2[kind], {}
        for line in lines(kind):
            expected[make(line, force).pk] = line
        kept = set(kept_by(filter_set, on=DAY).values_list("pk", flat=True))
        fields = {each.column.field for each in filter_set.asked}
        for row in rows_of(filter_set, on=DAY).values("pk", *fields):
            failed = "; ".join(each.told for each in filter_set.failed(row))
            found = f"left out, because: {failed}" if failed else "kept"
            line = expected.pop(row["pk"])
            assert found == line["expected"], line["row"]
            assert (row["pk"] in kept) == (found == "kept"), line["row"]
        assert expected == {}

    def test_which_of_several_assessments_is_meant(
        self, appendix_2: Mapping[str, FilterSet], force: Body
    ) -> None:
        """The last tactical one by the day, whatever else was assessed since."""
        filter_set = appendix_2["threats"]
        right = {"type": "tactical", "moderation": "moderated", "assessed_on": date(2022, 1, 10)}
        undone = {"type": "tactical", "moderation": "submitted"}
        kept, too_late, replaced = (ThreatFactory(body=force) for _ in range(3))
        for each in (kept, too_late, replaced):
            AssessmentFactory(threat=each, **right)
        AssessmentFactory(threat=kept, type="strategic", assessed_on=date(2022, 5, 1))
        AssessmentFactory(threat=too_late, assessed_on=date(2022, 6, 2), **undone)
        AssessmentFactory(threat=replaced, assessed_on=date(2022, 6, 1), **undone)
        assert set(kept_by(filter_set, on=DAY)) == {kept, too_late}
        assert "the last one made by the day" in filter_set.in_words

    def test_it_is_told_in_words(self, appendix_2: Mapping[str, FilterSet]) -> None:
        assert appendix_2["disruptions"].told == [
            "Disruption type is Lead disruption",
            "Record date is after 1 June 2021",
            "Category is one of Major, Moderate, Minor; blank is left out",
        ]
        for each in appendix_2.values():
            assert from_words(each.columns, in_words(each.asked)) == each.asked
            assert each.counts_leads == (each.kind == "disruptions")
            assert "Appendix 2" in each.basis


@pytest.mark.parametrize("kind", FilterSet.Kind.values)
def test_each_rule_of_the_vocabulary_asks_the_database_and_a_row_alike(
    kind: str, force: Body
) -> None:
    for line in lines(kind):
        (disruption if kind == "disruptions" else threat)(line, force)
    rows = rows_of(FilterSetFactory(kind=kind, rules=[OF_GROUPS]), on=DAY)
    for column in columns_of(kind):
        value = column.choices[0].code if column.choices else ""
        for test in column.tests:
            for kept in (True, False) if column.can_be_blank else (None,):
                value = value or {"after": "2021-06-01"}.get(test, "closed")
                said = {"column": column.id, "test": test, "values": [value], "blank_kept": kept}
                rule = Rule.of(columns_of(kind), said)
                found = dict(rows.values_list("pk", column.field))
                alike = {pk for pk, held in found.items() if rule.keeps(held)}
                assert set(rows.filter(rule.q).values_list("pk", flat=True)) == alike, rule.told
                assert from_words(columns_of(kind), rule.told) == [rule]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Colour is red", "begin with a column: Disruption type"),
        ("Category resembles Major", "after “Category” comes: “is”"),
        ("Category is Huge; blank is kept", "“Category” is one of: Major"),
        ("Category is Major", "must end with “; blank is kept”"),
        ("Disruption type is Support; blank is kept", "it never is"),
        ("Record date is after the summer", "is no day"),
        ("Category is ; blank is kept", "one value"),
        ("Category is Major; perhaps", "after the semicolon comes"),
    ],
)
def test_what_is_no_rule_is_told_with_its_line(line: str, why: str) -> None:
    with pytest.raises(RuleUnknown, match=rf"^Line 2: .*{why}"):
        from_words(columns_of("disruptions"), f"Disruption type is Lead disruption\n{line}")


class TestAdd:
    SAID = {"kind": "disruptions", "name": "Leads", "dated_on": DAY, "basis": "A letter."}

    def test_a_name_has_versions_that_stay(self, administrator: User, moment: datetime) -> None:
        done = {"by": administrator, "at": moment, "rules": [LEAD]}
        first = add_filter_set(**self.SAID, **done, seen_version=0)
        second = add_filter_set(**self.SAID | {"name": "LEADS "}, **done, seen_version=1)
        assert [str(first), str(second)] == ["Leads, version 1", "Leads, version 2"]
        event = AuditEvent.objects.about(second).get()
        assert (event.verb, event.detail["rules"]) == (
            "filter_set.added",
            "Disruption type is Lead disruption.",
        )
        with pytest.raises(InternalError, match="append_only"), transaction.atomic():
            FilterSet.objects.update(basis="Nothing.")

    def test_what_is_refused(self, administrator: User, force_lead: User, moment: datetime) -> None:
        FilterSetFactory(name="MoRiLE", kind="threats", rules=[OF_GROUPS])
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"seen_version": 0}, "have changed since"),
            ({"name": "Morile"}, "is a set of threats"),
            ({"rules": []}, "at least one rule"),
            ({"rules": [LEAD | {"values": ["huge"]}]}, "is one of: Lead disruption"),
            ({"dated_on": date(2026, 3, 3)}, "has not come yet"),
            ({"basis": " "}, "laid down"),
        ]
        for change, why in wrong:
            said = {**self.SAID, "rules": [LEAD], "seen_version": 1, **change}
            with pytest.raises(RuleBroken, match=why):
                add_filter_set(**said, by=administrator, at=moment)
        with pytest.raises(PermissionDenied):
            add_filter_set(**self.SAID, rules=[LEAD], seen_version=1, by=force_lead, at=moment)

    def test_on_the_page(
        self, client: Client, administrator: User, appendix_2: Mapping[str, FilterSet]
    ) -> None:
        client.force_login(administrator)
        before = appendix_2["disruptions"]
        address = reverse("disruptions:filter_set_add", args=[before.uuid])
        page = client.get(address)
        assert "Record date is after 1 June 2021" in shown(page)
        said = page.context["form"].initial | {"basis": "A new extract.", "rules": "Tier is 1"}
        said |= {"dated_on_day": "1", "dated_on_month": "6", "dated_on_year": "2023"}
        assert "begin with a column: Disruption type" in shown(client.post(address, said))
        said["rules"] = "Disruption type is Lead disruption\nRecord date is after 1 June 2022"
        assert client.post(address, said).status_code == 302
        assert FilterSet.objects.get(number=2).told[1] == "Record date is after 1 June 2022"
        assert "version 2" in shown(client.get(reverse("disruptions:filter_sets")))
        assert "have changed since" in shown(client.post(address, said | {"seen_version": "2"}))

    def test_over_the_api(
        self, client: Client, administrator: User, force_lead: User, db: None
    ) -> None:
        def send(by: User, **change: Any) -> HttpResponse:
            client.force_login(by)
            said = {**self.SAID, "rules": [LEAD], "seen_version": 0, **change}
            return call(client, "/api/v1/filter-sets/add/", said)

        assert send(force_lead).status_code == 403
        assert send(administrator, seen_version=3).status_code == 412
        assert send(administrator, rules=[LEAD | {"test": "like"}]).status_code == 400
        assert send(administrator).json()["told"] == ["Disruption type is Lead disruption"]
        client.force_login(force_lead)
        [row] = client.get("/api/v1/filter-sets/").json()["results"]
        assert row["rules"] == [LEAD]
