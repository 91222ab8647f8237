"""The audit trail: nobody can change it, and a change by whoever can is found."""

from collections.abc import Callable, Iterator
from datetime import datetime
from io import StringIO
from threading import Barrier, Thread

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError

from inspection_portal.core import audit
from inspection_portal.core.chain import Anchor, ChainBroken, head, read_anchor, verify
from inspection_portal.core.models import AuditEvent, AuditLink, User, system_user
from inspection_portal.local.postgres import Cluster
from tests.factories import UserFactory

INSERT = (
    "INSERT INTO core_auditevent"
    " (uuid, at, by_id, verb, object_type, object_uuid, object_label, detail)"
    " VALUES (gen_random_uuid(), now(), 1, 'x.done', 'x', gen_random_uuid(), 'x', '{}')"
)

Superuser = Callable[..., None]


def commit() -> None:
    """Do what is put off to the end of the transaction, which a test never reaches."""
    connection.check_constraints()


@pytest.fixture
def write(moment: datetime) -> Callable[..., AuditEvent]:
    def write(**detail: object) -> AuditEvent:
        user = system_user()
        return audit.record("thing.done", user, by=user, at=moment, **detail)

    return write


@pytest.fixture
def superuser(cluster: Cluster, transactional_db: None) -> Iterator[Superuser]:
    """Runs a statement as the one role that the database refuses nothing."""
    attached = psycopg2.connect(cluster.url("postgres"))

    def run(statement: str, *values: object, past_guards: str = "") -> None:
        with attached, attached.cursor() as cursor:
            if past_guards:
                cursor.execute(f"ALTER TABLE {past_guards} DISABLE TRIGGER ALL")
            cursor.execute(statement, values or None)
            if past_guards:
                cursor.execute(f"ALTER TABLE {past_guards} ENABLE TRIGGER ALL")

    yield run
    attached.close()


@pytest.mark.django_db
def test_each_line_is_linked_to_the_one_before(write: Callable[..., AuditEvent]) -> None:
    commit()
    begin = head()
    events = [
        write(words="\u201cé\u201d\n1:x,", number=1.50, deep={"b": None, "a": [1]})
        for _ in range(3)
    ]
    commit()
    links = list(AuditLink.objects.filter(sequence__gt=begin.sequence))
    assert [link.event for link in links] == events
    assert [link.previous_hash for link in links] == [begin.hash, *(x.hash for x in links[:-1])]
    assert verify(since=begin).lines == 3
    assert verify().head == Anchor(links[-1].sequence, links[-1].hash)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE core_auditevent SET detail = '{}'",
        "DELETE FROM core_auditevent",
        "TRUNCATE core_auditevent CASCADE",
        "UPDATE core_auditlink SET hash = repeat('0', 64)",
        "DELETE FROM core_auditlink",
        "TRUNCATE core_auditlink",
        "INSERT INTO core_auditlink (sequence, event_id, previous_hash, hash)"
        " SELECT 99, id, repeat('0', 64), repeat('0', 64) FROM core_auditevent LIMIT 1",
        INSERT.replace("(uuid", "(id, uuid").replace("VALUES (", "VALUES (99, "),
        "SELECT core_audit_append(line) FROM core_auditevent AS line",
        "ALTER TABLE core_auditevent DISABLE TRIGGER ALL",
        "ALTER TABLE core_auditevent DISABLE TRIGGER linked_at_commit",
        "DROP TRIGGER linked_at_commit ON core_auditevent",
        "CREATE OR REPLACE FUNCTION core_audit_link() RETURNS trigger LANGUAGE plpgsql"
        " AS 'BEGIN RETURN NULL; END'",
        "SET session_replication_role = replica",
        "SET ROLE soc_owner",
        "DROP TABLE core_auditlink",
        "DROP TABLE core_auditevent CASCADE",
    ],
)
def test_portal_can_add_lines_and_no_more(write: Callable[..., AuditEvent], attack: str) -> None:
    event = write(said="This")
    commit()
    with (
        pytest.raises((InternalError, ProgrammingError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(attack)
    assert verify().lines == AuditEvent.objects.count()
    event.refresh_from_db()
    assert event.detail == {"said": "This"}


@pytest.mark.django_db
def test_guards_hold_whatever_a_session_says_it_replicates() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal AND tgrelid IN"
            " ('core_auditevent'::regclass, 'core_auditlink'::regclass)"
        )
        triggers = dict(cursor.fetchall())
    assert len(triggers) == 5
    assert set(triggers.values()) == {"A"}


@pytest.mark.django_db(transaction=True)
def test_changed_line_is_found(write: Callable[..., AuditEvent], superuser: Superuser) -> None:
    events = [write(number=number) for number in range(5)]
    changed = events[2]
    superuser(
        "UPDATE core_auditevent SET detail = '{\"number\": 7}' WHERE id = %s",
        changed.pk,
        past_guards="core_auditevent",
    )
    with pytest.raises(ChainBroken, match=f"^Line {changed.link.sequence}, .*not as it was"):
        verify()
    assert verify(since=anchor_of(changed)).lines == 2


@pytest.mark.django_db(transaction=True)
def test_changed_line_with_a_hash_to_fit_is_found_at_the_next(
    write: Callable[..., AuditEvent], superuser: Superuser
) -> None:
    changed, following = write(), write()
    superuser(
        "UPDATE core_auditevent SET verb = 'thing.undone' WHERE id = %s",
        changed.pk,
        past_guards="core_auditevent",
    )
    superuser(
        "UPDATE core_auditlink AS link SET hash = encode(sha256(convert_to("
        "core_audit_text(event, link.sequence, link.previous_hash), 'UTF8')), 'hex')"
        " FROM core_auditevent AS event WHERE event.id = event_id AND event_id = %s",
        changed.pk,
        past_guards="core_auditlink",
    )
    with pytest.raises(ChainBroken, match=f"^Line {following.link.sequence}, "):
        verify()


@pytest.mark.django_db(transaction=True)
def test_line_taken_out_is_found(write: Callable[..., AuditEvent], superuser: Superuser) -> None:
    gone, _ = write(), write()
    sequence = gone.link.sequence
    take_out(gone, superuser)
    with pytest.raises(ChainBroken, match=f"^Line {sequence} is missing"):
        verify()


@pytest.mark.django_db(transaction=True)
def test_line_put_in_is_found(write: Callable[..., AuditEvent], superuser: Superuser) -> None:
    write()
    superuser(INSERT, past_guards="core_auditevent")
    with pytest.raises(ChainBroken, match=r"“x\.done” of x at .* was never part of the chain"):
        verify()


@pytest.mark.django_db(transaction=True)
def test_tail_cut_off_is_found_by_an_anchor_alone(
    write: Callable[..., AuditEvent], superuser: Superuser
) -> None:
    kept, cut = write(), write()
    anchor, sequence = head(), cut.link.sequence
    take_out(cut, superuser)
    assert verify().head == anchor_of(kept)
    for arguments in ({"expected": anchor}, {"since": anchor}):
        with pytest.raises(ChainBroken, match=f"^Line {sequence} is missing: the chain ends at"):
            verify(**arguments)
    write()
    with pytest.raises(ChainBroken, match=f"^Line {sequence} has another hash"):
        verify(expected=anchor)


@pytest.mark.django_db(transaction=True)
def test_superuser_must_take_the_guards_down_first(
    write: Callable[..., AuditEvent], superuser: Superuser
) -> None:
    write()
    for attack in ("DELETE FROM core_auditlink", "UPDATE core_auditevent SET verb = 'x.y'"):
        with pytest.raises(psycopg2.Error, match="Cannot update or delete"):
            superuser(f"SET session_replication_role = replica; {attack}")


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_time_make_one_chain(moment: datetime) -> None:
    people = [UserFactory(), UserFactory()]
    before, both_wrote = head(), Barrier(2)

    def work(person: User) -> None:
        try:
            for _ in range(10):
                with transaction.atomic():
                    audit.record("thing.done", person, by=person, at=moment)
                    both_wrote.wait(timeout=10)
                    audit.record("thing.done", person, by=person, at=moment)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verified = verify(since=before)
    assert verified.lines == 40
    assert verified.head.sequence == before.sequence + 40


@pytest.mark.django_db(transaction=True)
def test_one_who_goes_on_working_holds_up_nobody(
    write: Callable[..., AuditEvent], moment: datetime
) -> None:
    """The chain is locked as a transaction is committed, not when it writes its line."""
    other = UserFactory()
    with transaction.atomic():
        mine = write()
        thread = Thread(target=record_apart, args=[other, moment])
        thread.start()
        thread.join(timeout=10)
        theirs = AuditEvent.objects.about(other).get()
    assert theirs.link.sequence < mine.link.sequence
    assert verify().head == anchor_of(mine)


@pytest.mark.django_db
class TestCommand:
    def test_says_how_many_lines_and_the_head(self, write: Callable[..., AuditEvent]) -> None:
        write()
        commit()
        assert printed() == f"{AuditEvent.objects.count()} lines verified.\nHead {head()}\n"

    def test_checks_what_follows_an_anchor(self, write: Callable[..., AuditEvent]) -> None:
        write()
        commit()
        begin = head()
        write()
        commit()
        assert printed("--since", str(begin)).startswith("1 lines verified.")

    def test_expects_an_anchor_that_was_kept_elsewhere(
        self, write: Callable[..., AuditEvent]
    ) -> None:
        write()
        commit()
        assert "Head" in printed("--expect-head", str(head()))
        for lost in (f"999:{'a' * 64}", f"{head().sequence}:{'a' * 64}"):
            with pytest.raises(CommandError, match=r"^The audit trail is broken\."):
                printed("--expect-head", lost)

    @pytest.mark.parametrize("text", ["", "7", "7:abc", f"x:{'0' * 64}"])
    def test_refuses_what_is_no_anchor(self, text: str) -> None:
        with pytest.raises(CommandError, match="An anchor is a number, a colon"):
            printed("--since", text)


def test_anchor_reads_as_it_is_written() -> None:
    anchor = Anchor(12, "ab" * 32)
    assert read_anchor(f" {anchor}\n") == anchor


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verb", "reason"), [("thing.done", "To know"), ("check.opened", "To know"), ("x.read", " ")]
)
def test_reading_is_named_so_and_has_a_reason(
    verb: str, reason: str, inspector: User, moment: datetime
) -> None:
    with pytest.raises(ValueError, match="reading"):
        audit.record_reading(verb, inspector, by=inspector, at=moment, reason=reason)


@pytest.mark.django_db
def test_readings_are_found_among_the_rest(inspector: User, moment: datetime) -> None:
    said = {"by": inspector, "at": moment}
    audit.record("thing.done", inspector, **said)
    read = audit.record_reading("closed_text.read", inspector, reason="To moderate", **said)
    opened = audit.record_reading("extract.opened", inspector, reason="To check", **said)
    assert list(AuditEvent.objects.about(inspector).readings()) == [opened, read]


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_audit", *arguments, stdout=out)
    return out.getvalue()


def record_apart(person: User, at: datetime) -> None:
    try:
        audit.record("thing.done", person, by=person, at=at)
    finally:
        connection.close()


def anchor_of(event: AuditEvent) -> Anchor:
    return Anchor(event.link.sequence, event.link.hash)


def take_out(event: AuditEvent, superuser: Superuser) -> None:
    link = "DELETE FROM core_auditlink WHERE event_id = %s"
    superuser(link, event.pk, past_guards="core_auditlink")
    line = "DELETE FROM core_auditevent WHERE id = %s"
    superuser(line, event.pk, past_guards="core_auditevent")
