"""Extracts from their upload to their end: states, progress, stopping, and what was left."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from disruptions import actions
from disruptions.actions import extracts as running
from disruptions.models import DataExtract, DataExtractPiece, Disruption, Threat
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User
from tests.disruptions.test_extracts import line, table

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
State = DataExtract.State


def receive(content: bytes, by: User, name: str = "june.csv") -> DataExtract:
    pieces = (content[at : at + 1000] for at in range(0, len(content), 1000))
    return actions.receive_extract(
        kind="disruptions", name=name, pieces=pieces, taken_on=date(2026, 3, 1), by=by, at=AT
    )


@pytest.fixture
def received(threat: Threat, inspector: User) -> DataExtract:
    return receive(table(line(threat)).encode(), inspector)


def test_from_upload_to_load(received: DataExtract, inspector: User, moderator: User) -> None:
    assert received.state == State.UPLOADED
    with pytest.raises(RuleBroken, match="is waiting to be checked, so there is nothing to conf"):
        actions.confirm_extract(received, by=inspector, at=AT)
    actions.load_extract(received.pk, at=AT)
    actions.check_extract(received.pk, at=AT)
    received.refresh_from_db()
    assert (received.state, received.counts["new"]) == (State.CHECKED, 1)
    assert not Disruption.objects.exists()
    actions.confirm_extract(received, by=moderator, at=AT)
    actions.load_extract(received.pk, at=AT)
    actions.load_extract(received.pk, at=AT)
    received.refresh_from_db()
    assert (received.state, received.confirmed_by) == (State.LOADED, moderator)
    assert Disruption.objects.get().recorded_by == moderator
    assert not DataExtractPiece.objects.exists()
    verbs = AuditEvent.objects.about(received).values_list("verb", flat=True)
    assert [*verbs][::-1] == [
        f"data_extract.{each}" for each in ("uploaded", "confirmed", "loaded")
    ]


def test_a_file_is_kept_in_pieces_until_then(inspector: User) -> None:
    content = Random(1).randbytes(3_500_000)
    extract = receive(content, inspector)
    assert extract.size == len(content)
    assert extract.pieces.count() == 4
    with running._file_of(extract) as file:
        assert file.read() == content


def test_who_may_not(received: DataExtract, force_lead: User) -> None:
    with pytest.raises(PermissionDenied):
        receive(b"x", force_lead)
    for verb in (actions.confirm_extract, actions.cancel_extract):
        with pytest.raises(PermissionDenied):
            verb(received, by=force_lead, at=AT)
    assert not DataExtract.objects.visible_to(force_lead).exists()
    assert received.state == State.UPLOADED


def test_a_name_that_is_marked_above_is_refused(inspector: User) -> None:
    with pytest.raises(RuleBroken, match="keeps nothing above OFFICIAL-SENSITIVE"):
        receive(b"x", inspector, "SECRET june.csv")
    assert not DataExtract.objects.exists()


def test_cancelled_before_it_is_loaded(received: DataExtract, inspector: User) -> None:
    actions.check_extract(received.pk, at=AT)
    actions.cancel_extract(received, by=inspector, at=AT)
    received.refresh_from_db()
    assert (received.state, received.pieces.count()) == (State.CANCELLED, 0)
    with pytest.raises(RuleBroken, match="is cancelled already"):
        actions.cancel_extract(received, by=inspector, at=AT)
    actions.load_extract(received.pk, at=AT)
    assert not Disruption.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_somebody_stops_a_load_that_is_under_way(
    threat: Threat, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job looks between its steps whether somebody asked it to stop."""
    extract = receive(table(line(threat)).encode(), inspector)
    actions.check_extract(extract.pk, at=AT)
    actions.confirm_extract(extract, by=inspector, at=AT)
    monkeypatch.setattr(running, "BETWEEN_LOOKS", 0)
    beside: Callable[..., object] = running.extracts.run

    def asked_to_stop(*args: object, **kwargs: object) -> object:
        with running._beside(extract) as told:
            told("Reading", 1, 1)
        aside = transaction.get_connection().copy()
        with aside.cursor() as cursor:
            cursor.execute("UPDATE disruptions_dataextract SET is_to_stop = true")
        aside.close()
        return beside(*args, **kwargs)

    monkeypatch.setattr(running.extracts, "run", asked_to_stop)
    actions.load_extract(extract.pk, at=AT)
    extract.refresh_from_db()
    assert extract.state == State.CANCELLED
    assert not Disruption.objects.exists()


def test_what_was_left_is_put_back_in_line_or_ended(inspector: User) -> None:
    long_ago, just_now = AT - timedelta(minutes=6), AT - timedelta(seconds=30)

    def left(state: str, moved_at: datetime = long_ago, **more: object) -> DataExtract:
        extract = receive(b"x", inspector)
        DataExtract.objects.filter(pk=extract.pk).update(state=state, moved_at=moved_at, **more)
        return extract

    checking, loading = left(State.CHECKING, tries=1), left(State.LOADING, tries=2)
    alive, lost = left(State.LOADING, just_now), left(State.CONFIRMED)
    tried, stopping = left(State.LOADING, tries=3), left(State.LOADING, is_to_stop=True)
    forgotten = left(State.CHECKED, AT - timedelta(days=8))
    waiting = left(State.CHECKED)

    assert {each.pk for each in actions.mend_extracts(at=AT)} == {checking.pk, loading.pk, lost.pk}
    states = dict(DataExtract.objects.values_list("pk", "state"))
    assert states == {
        checking.pk: State.UPLOADED,
        loading.pk: State.CONFIRMED,
        alive.pk: State.LOADING,
        lost.pk: State.CONFIRMED,
        tried.pk: State.REFUSED,
        stopping.pk: State.CANCELLED,
        forgotten.pk: State.CANCELLED,
        waiting.pk: State.CHECKED,
    }
    tried.refresh_from_db()
    assert tried.refusal == "The job was stopped and nothing was loaded. Load the file again."
