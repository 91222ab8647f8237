"""Views of the register that people keep under a name, and share with their own people."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils.timezone import localdate

from forces.models import Body
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from recommendations import actions, saved_views
from recommendations.models import RegisterEntry, SavedView
from tests.factories import RegisterEntryFactory, person
from tests.recommendations.listing import URL, shown

VIEWS = "/register/views/"
SEEN = "has changed since you read it"


def save(by: User, at: datetime, name: str = "Late ones", **more: object) -> SavedView:
    told = {"query": {"deadline": "overdue"}, **more}
    return actions.save_view(name=name, **told, by=by, at=at)


@pytest.fixture
def view(force_lead: User, moment: datetime) -> SavedView:
    """What the lead of `force` keeps for themselves."""
    return save(force_lead, moment)


@pytest.fixture
def shared(force_lead: User, force: Body, moment: datetime) -> SavedView:
    """What the lead shares with the people of `force`."""
    return save(force_lead, moment, name="Ours", shared_with=str(force.uuid))


class TestSaving:
    def test_one_field_and_one_button_keep_what_the_list_shows(
        self, as_lead: Client, entry: RegisterEntry
    ) -> None:
        page = as_lead.get(URL, {"deadline": "overdue", "sort": "-due", "page": "x", "y": "z"})
        query = page.context["asked_query"]
        sent = {"name": "Late ones", "query": query}
        response = as_lead.post(f"{VIEWS}add/", sent, follow=True)
        view = SavedView.objects.get()
        assert view.query == {"deadline": "overdue", "sort": "-due"}
        assert view.shared_with == ""
        assert "The view “Late ones” is saved." in response.content.decode()
        assert response.context["open_view"] == view
        assert AuditEvent.objects.about(view).get().verb == "view.saved"

    @pytest.mark.parametrize(
        ("name", "query", "why"),
        [
            ("", "deadline=overdue", "Give the view a name"),
            ("x" * 81, "", "80 characters at most"),
            ("Wrong", "due_from=soon", "make no sense together"),
            ("TOP SECRET", "", "above OFFICIAL-SENSITIVE"),
        ],
    )
    def test_what_is_amiss_is_told_and_nothing_lost(
        self, as_lead: Client, name: str, query: str, why: str
    ) -> None:
        page = as_lead.post(f"{VIEWS}add/", {"name": name, "query": query}).content.decode()
        assert why in page
        assert query in page
        assert not SavedView.objects.exists()

    def test_a_name_is_used_once(self, as_lead: Client, view: SavedView) -> None:
        page = as_lead.post(f"{VIEWS}add/", {"name": "Late ones", "query": ""}).content.decode()
        assert "You have a view of this name already" in page
        assert SavedView.objects.count() == 1

    def test_there_is_an_end_to_them(
        self, force_lead: User, moment: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("recommendations.actions.saved_views.MOST", 1)
        save(force_lead, moment)
        with pytest.raises(RuleBroken, match="more can’t be kept"):
            save(force_lead, moment, name="One more")

    def test_a_name_has_one_line(self, force_lead: User, moment: datetime) -> None:
        with pytest.raises(RuleBroken, match="a name of one line"):
            save(force_lead, moment, name="Two\nlines")


class TestSharing:
    @pytest.mark.parametrize(
        ("who", "sees"),
        [
            ("force_lead", True),
            ("force_contributor", True),
            ("other_force_lead", False),
            ("policing_body_person", False),
            ("inspector", False),
        ],
    )
    def test_is_with_the_people_of_the_body(
        self,
        shared: SavedView,
        who: str,
        sees: bool,
        client: Client,
        request: pytest.FixtureRequest,
    ) -> None:
        client.force_login(request.getfixturevalue(who))
        assert (client.get(shared.get_absolute_url()).status_code == 302) == sees
        assert ("Ours" in client.get(VIEWS).content.decode()) == sees
        assert ("Ours" in client.get(URL).content.decode()) == sees

    def test_is_with_the_inspectorate_that_reads_the_register(
        self, inspector: User, moderator: User, operator: User, force_lead: User, moment: datetime
    ) -> None:
        view = save(inspector, moment, shared_with=SavedView.INSPECTORATE)
        seers = [moderator, operator, force_lead]
        seen = [SavedView.objects.visible_to(each).filter(pk=view.pk).exists() for each in seers]
        assert seen == [True, False, False]

    def test_is_with_ones_own_people_alone(
        self, force_lead: User, other_force: Body, view: SavedView, moment: datetime
    ) -> None:
        for circle in (str(other_force.uuid), SavedView.INSPECTORATE, "everybody"):
            with pytest.raises(RuleBroken, match="people of your own body alone"):
                save(force_lead, moment, name="Theirs", shared_with=circle)
            with pytest.raises(RuleBroken, match="people of your own body alone"):
                revise(view, moment, shared_with=circle)

    def test_whoever_opens_it_sees_what_they_may(
        self,
        client: Client,
        inspector: User,
        moderator: User,
        entry: RegisterEntry,
        moment: datetime,
    ) -> None:
        view = save(inspector, moment, query={}, shared_with=SavedView.INSPECTORATE)
        client.force_login(moderator)
        assert client.get(view.get_absolute_url(), follow=True).context["lines"]
        moderator.role_grants.all().delete()
        assert client.get(view.get_absolute_url()).status_code == 404

    def test_me_is_who_opens_it(
        self,
        client: Client,
        force: Body,
        force_lead: User,
        force_contributor: User,
        moment: datetime,
    ) -> None:
        theirs = RegisterEntryFactory(body=force, owner=force_contributor)
        RegisterEntryFactory(body=force, owner=force_lead)
        view = save(force_lead, moment, query={"owner": "me"}, shared_with=str(force.uuid))
        client.force_login(force_contributor)
        lines = client.get(view.get_absolute_url(), follow=True).context["lines"]
        assert [line.entry for line in lines] == [theirs]


class TestOpening:
    def test_is_the_list_as_it_was(self, as_lead: Client, view: SavedView) -> None:
        address = urlsplit(as_lead.get(view.get_absolute_url()).url)
        assert address.path == URL
        assert parse_qs(address.query) == {"deadline": ["overdue"], "view": [str(view.uuid)]}

    @pytest.mark.parametrize(
        ("query", "left_out", "kept"),
        [
            ({"colour_of_hat": "red", "deadline": "overdue"}, "“colour_of_hat”", "deadline"),
            ({"inspection": "gone", "kind": "recommendation"}, "“Report”", "kind"),
            ({"due_from": "soon", "claimed": "none"}, "“Due from”", "claimed"),
        ],
    )
    def test_what_the_register_has_no_more_is_told(
        self,
        as_lead: Client,
        view: SavedView,
        entry: RegisterEntry,
        query: dict[str, str],
        left_out: str,
        kept: str,
    ) -> None:
        SavedView.objects.filter(pk=view.pk).update(query=query)
        page = as_lead.get(view.get_absolute_url(), follow=True)
        assert f"is not narrowed down by {left_out}" in page.content.decode()
        assert page.context["filter"].is_valid()
        assert page.context["filter"].data[kept] == query[kept]

    def test_a_view_in_the_address_that_is_not_there_changes_nothing(
        self, as_lead: Client, entry: RegisterEntry, other_force_lead: User, moment: datetime
    ) -> None:
        theirs = save(other_force_lead, moment)
        for named in ("x", str(theirs.uuid)):
            assert shown(as_lead, view=named) == [entry]
            assert as_lead.get(URL, {"view": named}).context["open_view"] is None


def revise(view: SavedView, at: datetime, **changes: object) -> None:
    told = {"seen_version": view.version, "by": view.owner} | changes
    actions.revise_view(view, **told, at=at)


class TestChanging:
    def test_renames_and_shares(self, as_lead: Client, view: SavedView, force: Body) -> None:
        sent = {"name": "Overdue", "shared_with": str(force.uuid), "seen_version": 1}
        as_lead.post(f"{VIEWS}{view.uuid}/change/", sent)
        view.refresh_from_db()
        assert (view.name, view.body, view.version) == ("Overdue", force, 2)
        recorded = AuditEvent.objects.about(view).get(verb="view.revised").detail
        assert recorded["name"] == ["Late ones", "Overdue"]

    def test_second_editor_is_refused_not_overwritten(
        self, as_lead: Client, view: SavedView, moment: datetime
    ) -> None:
        revise(view, moment, name="First")
        page = as_lead.post(
            f"{VIEWS}{view.uuid}/change/", {"name": "Second", "shared_with": "", "seen_version": 1}
        )
        assert SEEN in page.content.decode()
        view.refresh_from_db()
        assert view.name == "First"

    def test_replaces_what_it_looks_for(self, as_lead: Client, view: SavedView) -> None:
        page = as_lead.get(URL, {"rag": "red", "view": str(view.uuid)})
        assert page.context["can_replace"]
        sent = {"query": page.context["asked_query"], "seen_version": 1}
        told = as_lead.post(f"{VIEWS}{view.uuid}/replace/", sent, follow=True)
        assert "looks for this from now on" in told.content.decode()
        assert not told.context["can_replace"]
        view.refresh_from_db()
        assert view.query == {"rag": "red"}

    def test_a_replacement_without_sense_is_refused(self, as_lead: Client, view: SavedView) -> None:
        sent = {"query": "due_from=soon", "seen_version": 1}
        told = as_lead.post(f"{VIEWS}{view.uuid}/replace/", sent, follow=True)
        assert "make no sense together" in told.content.decode()
        view.refresh_from_db()
        assert view.query == {"deadline": "overdue"}

    @pytest.mark.parametrize("verb", ["change", "replace"])
    def test_is_for_who_saved_it(
        self, client: Client, shared: SavedView, force_contributor: User, verb: str
    ) -> None:
        client.force_login(force_contributor)
        sent = {"name": "Mine", "query": "", "seen_version": 1}
        assert client.post(f"{VIEWS}{shared.uuid}/{verb}/", sent).status_code == 403

    def test_who_left_shares_it_no_more(self, shared: SavedView, moment: datetime) -> None:
        shared.owner.role_grants.all().delete()
        owner = User.objects.get(pk=shared.owner.pk)
        with pytest.raises(RuleBroken, match="Choose with whom"):
            revise(shared, moment, name="Still ours", by=owner)
        revise(shared, moment, name="Mine", shared_with="", by=owner)
        assert not shared.shared_with


class TestDeleting:
    def test_takes_it_away(self, as_lead: Client, view: SavedView) -> None:
        as_lead.post(f"{VIEWS}{view.uuid}/delete/", {"seen_version": 1})
        assert not SavedView.objects.exists()
        assert AuditEvent.objects.of("recommendations.savedview", view.uuid).first().verb == (
            "view.deleted"
        )

    def test_asks_first_and_minds_a_second_editor(
        self, as_lead: Client, view: SavedView, moment: datetime
    ) -> None:
        assert "Delete the view" in as_lead.get(f"{VIEWS}{view.uuid}/delete/").content.decode()
        revise(view, moment, name="First")
        page = as_lead.post(f"{VIEWS}{view.uuid}/delete/", {"seen_version": 1})
        assert SEEN in page.content.decode()
        assert SavedView.objects.exists()

    def test_a_lead_takes_away_what_a_leaver_shared(
        self, force: Body, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        theirs = save(force_contributor, moment, shared_with=str(force.uuid))
        other = person("force_contributor", force)
        with pytest.raises(PermissionDenied):
            actions.delete_view(theirs, seen_version=1, by=other, at=moment)
        actions.delete_view(theirs, seen_version=1, by=force_lead, at=moment)
        assert not SavedView.objects.exists()

    def test_a_moderator_takes_away_what_the_inspectorate_shares(
        self, inspector: User, moderator: User, moment: datetime
    ) -> None:
        view = save(inspector, moment, shared_with=SavedView.INSPECTORATE)
        actions.delete_view(view, seen_version=1, by=moderator, at=moment)
        assert not SavedView.objects.exists()


class TestFigures:
    def test_are_those_of_the_list(
        self, force: Body, force_lead: User, view: SavedView, basis: object
    ) -> None:
        today = localdate()
        for days in (-1, 0, 30, 31):
            RegisterEntryFactory(body=force, due_on=today + timedelta(days=days))
        RegisterEntryFactory(
            body=force, due_on=today - timedelta(days=1), status="complete", closed_on=today
        )
        view.query = {"status": "any"}
        figures = saved_views.figures(view, force_lead, today)
        assert (figures.total, figures.open, figures.overdue, figures.due_soon) == (5, 4, 1, 2)
        view.query = {"deadline": "overdue"}
        assert saved_views.figures(view, force_lead, today).total == 1

    def test_another_force_counts_nothing_of_it(
        self, view: SavedView, entry: RegisterEntry, other_force_lead: User
    ) -> None:
        view.query = {"status": "any"}
        assert saved_views.figures(view, other_force_lead, localdate()).total == 0


def test_the_list_of_views_costs_the_same_however_many(
    as_lead: Client, force: Body, moment: datetime, assert_queries_do_not_grow: object
) -> None:
    def add() -> None:
        colleague = person("force_contributor", force)
        view = save(colleague, moment, shared_with=str(force.uuid))
        lead = User.objects.get(role_grants__role="force_lead", role_grants__body=force)
        actions.subscribe(view, rhythm="daily", by=lead, at=moment)

    assert_queries_do_not_grow(VIEWS, add)  # type: ignore[operator]
