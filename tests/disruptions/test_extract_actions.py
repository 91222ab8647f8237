"""Extracts from their upload to their end: states, progress, stopping, and what was left."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, nullcontext
from datetime import UTC, date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from disruptions import actions
from disruptions.actions import extract_runs as running
from disruptions.models import DataExtract, DataExtractPiece, Disruption, Threat
from inspection_portal.celery import app
from inspection_portal.core.errors import RuleBroken
from inspection_portal.core.models import AuditEvent, User, system_user
from tests.disruptions.test_extracts import line, lines_of, run, table
from tests.factories import DataExtractFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
State = DataExtract.State


def receive(content: bytes, by: User, name: str = "june.csv") -> DataExtract:
    pieces = (content[at : at + 1000] for at in range(0, len(content), 1000))
    return actions.receive_extract(
        kind="disruptions", name=name, pieces=pieces, taken_on=date(2026, 3, 1), by=by, at=AT
    )


@pytest.fixture(autouse=True)
def unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No worker that another test has started takes these."""
    monkeypatch.setattr(app, "send_task", lambda name, args: None)


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
        f"data_extract.{each}" for each in ("uploaded", "checked", "confirmed", "loaded")
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


def during_the_run(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Have that happen once a run has found all it keeps, before it ends."""
    run: Callable[..., Any] = running.extracts.run

    def then(*args: Any, **kwargs: Any) -> Any:
        result = run(*args, **kwargs)
        happens()
        return result

    monkeypatch.setattr(running.extracts, "run", then)


def elsewhere(action: Callable[[], object]) -> None:
    """Do it in a transaction of another connection."""

    def done() -> None:
        action()
        connection.close()

    with ThreadPoolExecutor() as pool:
        pool.submit(done).result()


@pytest.fixture
def confirmed(received: DataExtract, inspector: User) -> DataExtract:
    actions.check_extract(received.pk, at=AT)
    actions.confirm_extract(received, by=inspector, at=AT)
    received.refresh_from_db()
    return received


@pytest.mark.django_db(transaction=True)
def test_whoever_cancels_before_the_end_has_it_cancelled(
    confirmed: DataExtract, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is told that it is cancelled of what is loaded then, however late they asked."""
    cancel = partial(actions.cancel_extract, confirmed, by=inspector, at=AT)
    during_the_run(monkeypatch, partial(elsewhere, cancel))
    actions.load_extract(confirmed.pk, at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.is_to_stop) == (State.CANCELLED, True)
    assert not Disruption.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_given_up_ends_nothing(
    confirmed: DataExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + timedelta(minutes=10)
    mend = partial(actions.mend_extracts, at=later)
    during_the_run(monkeypatch, partial(elsewhere, mend))
    actions.load_extract(confirmed.pk, at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.tries) == (State.CONFIRMED, 1)
    assert not Disruption.objects.exists()
    monkeypatch.undo()
    actions.load_extract(confirmed.pk, at=later)
    confirmed.refresh_from_db()
    assert (confirmed.state, Disruption.objects.count()) == (State.LOADED, 1)


ERRORS = {
    DataError: ("refused", "The database refused what the file says, and nothing was loaded."),
    IntegrityError: ("refused", "The database refused what the file says, and nothing was"),
    OperationalError: ("loading", ""),
    KeyError: ("refused", "The portal could not work on the file, and nothing was loaded."),
}


@pytest.mark.parametrize("error", ERRORS)
def test_what_breaks_a_run_ends_it_but_for_a_database_that_is_away(
    confirmed: DataExtract,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    state, sentence = ERRORS[error]

    def breaks() -> None:
        raise error("canary")

    during_the_run(monkeypatch, breaks)
    is_of_the_data = error in (DataError, IntegrityError)
    with nullcontext() if is_of_the_data else pytest.raises(error):
        actions.load_extract(confirmed.pk, at=AT)
    confirmed.refresh_from_db()
    assert confirmed.state == state
    assert confirmed.refusal.startswith(sentence)
    assert "canary" not in confirmed.refusal
    assert ("canary" in caplog.text) is is_of_the_data
    refused = AuditEvent.objects.about(confirmed).filter(verb="data_extract.refused")
    assert refused.exists() is (state == State.REFUSED)
    assert not Disruption.objects.exists()


def test_what_nobody_was_shown_is_not_loaded(
    threat: Threat, confirmed: DataExtract, inspector: User, moderator: User
) -> None:
    """Another extract loads the row meanwhile: what is new for this one is not what was shown."""
    run(table(line(threat)), moderator)
    actions.load_extract(confirmed.pk, at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.confirmed_by) == (State.CHECKED, None)
    assert (confirmed.counts["new"], confirmed.counts["same"]) == (0, 1)
    assert confirmed.notes[0].startswith("The portal holds something else than when this was")
    actions.confirm_extract(confirmed, by=inspector, at=AT)
    actions.load_extract(confirmed.pk, at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.notes) == (State.LOADED, [])


MARKED = {
    "narrative": ("SECRET: the canary said so.", "J3"),
    "evidence": ("(S) The canary said so.", "K3"),
    "category": ("TOP SECRET - canary", "I3"),
}


@pytest.mark.parametrize("name", MARKED)
def test_of_a_file_that_is_marked_above_nothing_is_kept(
    threat: Threat, inspector: User, name: str
) -> None:
    value, place = MARKED[name]
    content = table(line(threat), line(threat, reference="D2", **{name: value}))
    extract = receive(content.encode(), inspector)
    actions.check_extract(extract.pk, at=AT)
    extract.refresh_from_db()
    assert (extract.state, extract.counts, extract.first) == (State.REFUSED, {}, [])
    assert extract.refusal == (
        "The portal keeps nothing above OFFICIAL-SENSITIVE, and these cells are marked above it: "
        f"{place}. Leave them out, and upload the file again."
    )
    assert not extract.pieces.exists()


def test_a_letter_alone_is_no_marking(threat: Threat, inspector: User) -> None:
    extract = receive(table(line(threat, category="S", strand="(S)")).encode(), inspector)
    actions.check_extract(extract.pk, at=AT)
    extract.refresh_from_db()
    assert (extract.state, extract.counts["refused"]) == (State.CHECKED, 1)


def test_long_files_say_what_they_leave_out(
    threat: Threat, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Values are shortened, so that the files are whole unless very much changes."""
    before = [Random(number).randbytes(150).hex() for number in range(4_500)]
    after = [text[::-1] for text in before]
    earlier, later = (
        [line(threat, reference=f"D{n}", narrative=text) for n, text in enumerate(texts)]
        for texts in (before, after)
    )
    run(table(*earlier), inspector)
    whole = lines_of(run(table(*later), inspector, load=False).differences)
    assert [(each["Before"], each["After"]) for each in whole] == [
        (f"{old[:200]}…", f"{new[:200]}…") for old, new in zip(before, after, strict=True)
    ]
    monkeypatch.setattr("disruptions.extracts.running.MOST_PACKED", 2_000)
    cut = run(table(*later), inspector, load=False)
    *lines, last = lines_of(cut.differences)
    left = 4_500 - len(lines)
    assert 0 < left < 4_500
    assert last["Reference"] == f"{left:,} more lines are left out: the file would be too long."
    assert cut.notes == [
        "The file of differences is too long to be kept whole: its last "
        f"{left:,} lines are left out."
    ]
    assert cut.counts["changed"] == 4_500


def test_a_long_name_keeps_its_ending(inspector: User) -> None:
    extract = receive(b"x", inspector, f"{'june ' * 60}.csv")
    assert extract.name.endswith("….csv")
    assert len(extract.name) < 210


@pytest.mark.django_db(transaction=True)
def test_somebody_stops_a_load_that_is_under_way(
    threat: Threat, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The job looks between its steps whether somebody asked it to stop."""
    extract = receive(table(line(threat)).encode(), inspector)
    actions.check_extract(extract.pk, at=AT)
    actions.confirm_extract(extract, by=inspector, at=AT)
    beside: Callable[..., object] = running.extracts.run

    def asked_to_stop(*args: object, **kwargs: object) -> object:
        held = DataExtract.objects.get()
        with running._beside(held) as told:
            told("Reading", 1, 1)
        with closing(transaction.get_connection().copy()) as aside, aside.cursor() as cursor:
            cursor.execute("UPDATE disruptions_dataextract SET is_to_stop = true")
        return beside(*args, **kwargs)

    monkeypatch.setattr(running.extracts, "run", asked_to_stop)
    actions.load_extract(extract.pk, at=AT)
    extract.refresh_from_db()
    assert extract.state == State.CANCELLED
    assert not Disruption.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_each_step_is_told_at_once_and_whoever_was_given_up_stops(inspector: User) -> None:
    extract = receive(b"x", inspector)
    heard: list[tuple[str, int, int]] = []
    with running._beside(extract, lambda *step: heard.append(step)) as told:
        for step in (("Reading", 1, 9), ("Reading", 2, 9), ("Checking", 9, 9)):
            told(*step)
        extract.refresh_from_db()
        assert (extract.step, extract.done) == ("Checking", 9)
        assert heard == [("Reading", 1, 9), ("Checking", 9, 9)]
        DataExtract.objects.update(tries=1)
        with pytest.raises(running.extracts.Stopped):
            told("Loading", 0, 9)


def test_it_looks_between_its_statements_whether_to_stop(
    threat: Threat, received: DataExtract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement over millions of rows takes minutes: each is told before it begins."""
    heard: list[str] = []
    beside = nullcontext(lambda *step: heard.append(step[0]))
    monkeypatch.setattr(running, "_beside", lambda *_: beside)
    actions.check_extract(received.pk, at=AT)
    assert [*dict.fromkeys(heard)] == ["Reading", "Checking"]
    assert heard.count("Checking") > 8


@pytest.mark.django_db(transaction=True)
def test_a_load_waits_for_another_one_and_says_so(
    threat: Threat, inspector: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = receive(table(line(threat)).encode(), inspector)
    actions.check_extract(extract.pk, at=AT)
    actions.confirm_extract(extract, by=inspector, at=AT)
    seen: list[str] = []
    with closing(transaction.get_connection().copy()) as other:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('disruptions.extracts'))")

        def waited(seconds: float) -> None:
            seen.append(DataExtract.objects.get().step)
            other.close()

        monkeypatch.setattr(running, "sleep", waited)
        actions.load_extract(extract.pk, at=AT)
    extract.refresh_from_db()
    assert ({*seen}, extract.state) == ({"Waiting"}, State.LOADED)


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
    assert tried.refusal.startswith("The job was stopped 3 times, and nothing was loaded. Upload")
    for ended, verb in ((tried, "refused"), (stopping, "cancelled"), (forgotten, "cancelled")):
        (told,) = AuditEvent.objects.about(ended).exclude(verb="data_extract.uploaded")
        assert (told.verb, told.by) == (f"data_extract.{verb}", system_user())


def test_a_command_that_was_stopped_says_so(inspector: User) -> None:
    extract = DataExtractFactory(state=State.LOADING, moved_at=AT - timedelta(minutes=6))
    actions.mend_extracts(at=AT)
    extract.refresh_from_db()
    assert extract.refusal == "The command was stopped, and nothing was loaded. Run it again."
