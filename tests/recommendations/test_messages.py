"""Who becomes responsible through somebody else is told, and so is who verifies a claim."""

from datetime import date, datetime

import pytest

from findings.models import TeamMember
from forces.models import Body, RoleGrant, forget_standing
from inspection_portal.core.message_kinds import outdated
from inspection_portal.core.models import Message, User
from inspection_portal.core.uploads import Upload
from recommendations import actions, queries
from recommendations.messages import claims, handing
from recommendations.models import (
    Claim,
    NationalRecommendation,
    NationalReport,
    ProgressUpdate,
    RegisterEntry,
)
from tests.factories import RegisterEntryFactory, person

CANARY = "canary-19bd"
PLAN = Upload(f"{CANARY}.txt", "text/plain", b"Who was trained.")


def told() -> set[User]:
    return {message.recipient for message in Message.objects.all()}


def reasons() -> set[str]:
    return set(outdated(Message.objects.all()).values())


def words() -> str:
    return "".join(f"{each.subject}{each.text}{each.link}" for each in Message.objects.all())


@pytest.fixture
def secret(force: Body, force_lead: User, moment: datetime) -> RegisterEntry:
    """An entry with the word in all that is said about it."""
    entry: RegisterEntry = RegisterEntryFactory(body=force, asked=f"Train the {CANARY}.")
    said = {"narrative": f"Seen {CANARY}.", "internal_note": f"Note {CANARY}."}
    ProgressUpdate.objects.create(entry=entry, side="body", by=force_lead, at=moment, **said)
    return entry


def assign(entry: RegisterEntry, owner: User | None, by: User, at: datetime) -> None:
    actions.assign_owner(entry, owner=owner, seen_version=entry.version, by=by, at=at)


class TestTheNewOwner:
    def test_is_told_in_plain_words(
        self,
        secret: RegisterEntry,
        force_lead: User,
        force_contributor: User,
        moment: datetime,
    ) -> None:
        assign(secret, force_contributor, force_lead, moment)
        message = Message.objects.get()
        assert (message.recipient, message.kind) == (force_contributor, handing.OWNER_GIVEN)
        assert message.link == secret.get_absolute_url()
        assert secret.reference in message.subject
        assert CANARY not in words()

    def test_is_not_told_of_their_own_act(
        self, entry: RegisterEntry, force_lead: User, moment: datetime
    ) -> None:
        assign(entry, force_lead, force_lead, moment)
        assign(entry, None, force_lead, moment)
        assert not Message.objects.exists()

    def test_of_many_entries_gets_one_message(
        self, force: Body, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        gone = person(RoleGrant.Role.FORCE_CONTRIBUTOR, force)
        for _ in range(3):
            RegisterEntryFactory(body=force, owner=gone, asked=f"Train the {CANARY}.")
        actions.hand_over(owner=gone, successor=force_contributor, by=force_lead, at=moment)
        message = Message.objects.get()
        assert (message.recipient, message.link) == (force_contributor, "/register/?owner=me")
        assert "3 entries" in message.text
        assert CANARY not in words()
        assert reasons() == set()
        RegisterEntry.objects.filter(pk=RegisterEntry.objects.all()[0].pk).update(owner=force_lead)
        assert reasons() == set()

    def test_of_several_that_were_chosen_gets_one_message(
        self, force: Body, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        chosen = [RegisterEntryFactory(body=force) for _ in range(2)]
        for _ in range(2):
            actions.assign_many(
                {each: each.version for each in chosen},
                owner=force_contributor,
                by=force_lead,
                at=moment,
            )
        assert "2 entries" in Message.objects.get().text

    def test_who_takes_all_over_is_not_told(
        self, force: Body, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        RegisterEntryFactory(body=force, owner=force_contributor)
        actions.hand_over(owner=force_contributor, successor=force_lead, by=force_lead, at=moment)
        assert not Message.objects.exists()

    def test_need_not_know_of_what_has_changed_since(
        self, entry: RegisterEntry, force_lead: User, force_contributor: User, moment: datetime
    ) -> None:
        assign(entry, force_contributor, force_lead, moment)
        assert reasons() == set()
        force_contributor.role_grants.update(taken_by=force_lead, taken_at=moment)
        forget_standing(force_contributor)
        assert reasons() == {handing.NOT_OF_THE_ADDRESSEE}
        RegisterEntry.objects.update(status="complete", closed_on=moment.date())
        assert reasons() == {handing.CLOSED}
        RegisterEntry.objects.update(owner=None)
        assert reasons() == {handing.ANOTHER_OWNER}


class TestWhoVerifies:
    def claim(self, entry: RegisterEntry, by: User, at: datetime) -> Claim:
        given = {"done": f"All {CANARY}.", "done_from": date(2026, 2, 20), "uploads": [PLAN]}
        return actions.make_claim(entry, seen_version=entry.version, **given, by=by, at=at)

    def join(self, entry: RegisterEntry, user: User, *, is_lead: bool = False) -> None:
        assert entry.source
        TeamMember.objects.create(inspection=entry.source.inspection, user=user, is_lead=is_lead)

    def test_are_the_lead_inspectors(
        self, secret: RegisterEntry, force_lead: User, inspector: User, moment: datetime
    ) -> None:
        self.join(secret, inspector, is_lead=True)
        self.join(secret, person(RoleGrant.Role.INSPECTOR))
        made = self.claim(secret, force_lead, moment)
        message = Message.objects.get()
        assert (message.recipient, message.kind) == (inspector, claims.CLAIM_MADE)
        assert message.link == made.get_absolute_url()
        assert secret.reference in message.subject
        assert str(secret.body) in message.text
        assert CANARY not in words()

    def test_else_the_team(
        self,
        entry: RegisterEntry,
        force_lead: User,
        inspector: User,
        moderator: User,
        moment: datetime,
    ) -> None:
        self.join(entry, inspector)
        self.join(entry, person(RoleGrant.Role.PUBLISHER))
        self.claim(entry, force_lead, moment)
        assert told() == {inspector}

    @pytest.mark.usefixtures("inspector")
    def test_else_the_moderators(
        self, entry: RegisterEntry, force_lead: User, moderator: User, moment: datetime
    ) -> None:
        gone = person(RoleGrant.Role.INSPECTOR)
        self.join(entry, gone, is_lead=True)
        gone.role_grants.update(taken_by=moderator, taken_at=moment)
        self.claim(entry, force_lead, moment)
        assert told() == {moderator}

    @pytest.mark.usefixtures("inspector")
    def test_of_a_national_report_the_moderators(self, moderator: User) -> None:
        national = NationalRecommendation(report=NationalReport())
        assert queries.verifiers_for(RegisterEntry(national=national)) == [moderator]

    def test_are_not_told_of_their_own_claim(
        self, entry: RegisterEntry, force: Body, force_lead: User, moment: datetime
    ) -> None:
        RoleGrant.objects.create(
            user=force_lead,
            role=RoleGrant.Role.MODERATOR,
            given_by=force_lead,
            given_at=moment,
        )
        self.claim(entry, force_lead, moment)
        assert not Message.objects.exists()

    def test_need_not_know_of_what_has_changed_since(
        self, entry: RegisterEntry, force_lead: User, moderator: User, moment: datetime
    ) -> None:
        made = self.claim(entry, force_lead, moment)
        assert reasons() == set()
        moderator.role_grants.update(taken_by=force_lead, taken_at=moment)
        forget_standing(moderator)
        assert reasons() == {claims.NOT_TO_VERIFY}
        actions.withdraw_claim(made, seen_version=made.version, by=force_lead, at=moment)
        assert reasons() == {claims.NOT_WAITING}
