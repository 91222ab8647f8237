"""How a thing changed, field by field and in words, as the row history keeps it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet
from django.utils.text import capfirst

from forces.permissions import can_audit
from inspection_portal.core.history import RowEvent
from inspection_portal.core.models import User
from inspection_portal.core.templatetags.govuk import audit_words, day, listed, moment
from inspection_portal.home.subjects import Subject

ON_A_PAGE = 25
# Fields that tell a reader nothing.
UNTOLD = {"id", "uuid", "version"}
# What is read by an action of its own, with a reason: here it is told that it changed, not how.
# Who an officer is stays in their own body (domain §2.4): the same.
CLOSED = {
    ("findings.closedpassage", "text"),
    *(("disruptions.officer", name) for name in ("name", "reference", "user")),
}
NAMELESS = "number {}, deleted or not yours to read"
LABELS = {"insert": "Made", "update": "Changed", "delete": "Deleted"}

# What versions are sorted by: the moment of the transaction, the table, and the order in it.
Key = tuple[datetime, int, int]


@dataclass(frozen=True)
class Change:
    """A field, and what stood in it before and stands in it since."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """What was done to the row, when, by whom and by which page or job, and what changed."""

    label: str
    at: datetime
    by: str
    page: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Versions:
    """Some versions, the newest first; `older` is the place where those begin that follow."""

    versions: Sequence[Version]
    older: str


def versions(subject: Subject, *, to: User, before: str = "") -> Versions:
    """The newest versions of a thing and of its links to others, or those older than a place; what
    those refer to has a name where the reader may see it now.
    """
    tables = list(_tables(subject))
    place = _place(tables, before)
    found = {
        (row.pgh_created_at, table.number, row.pgh_id): (table, row)
        for table in tables
        for row in table.newest(place)
    }
    keys = sorted(found, reverse=True)
    words = _Words([row for _, row in found.values()], to)
    told = [words.version(*found[key], found) for key in keys[:ON_A_PAGE]]
    more = len(keys) > ON_A_PAGE
    return Versions(told, "{1}-{2}".format(*keys[ON_A_PAGE - 1]) if more else "")


@dataclass(frozen=True)
class _Table:
    """The versions of a row in one table: its own, or those of its links by the field `owner`."""

    number: int
    rows: QuerySet[RowEvent]
    owner: str = ""

    def newest(self, place: Key | None) -> list[RowEvent]:
        """Those older than the place: one more than a page holds, to compare its last one with."""
        rows = self.rows.order_by("-pgh_created_at", "-pgh_id")
        if place:
            at, table, key = place
            older = Q(pgh_created_at__lt=at)
            if self.number == table:
                older |= Q(pgh_created_at=at, pgh_id__lt=key)
            elif self.number < table:
                older |= Q(pgh_created_at=at)
            rows = rows.filter(older)
        return list(rows[: ON_A_PAGE + 1])


def _tables(subject: Subject) -> Iterator[_Table]:
    histories = [model for model in apps.get_models() if issubclass(model, RowEvent)]
    own = [each for each in histories if each.pgh_tracked_model is subject.model]
    for number, events in enumerate(own):
        rows = events.objects.all()
        known = {"pgh_obj": subject.row.pk} if subject.row else {"uuid": subject.uuid}
        yield _Table(number, rows.filter(**known))
    if subject.row is None:
        return
    for number, events in enumerate(histories, start=len(own)):
        tracked = events.pgh_tracked_model
        owner = next((each for each in tracked._meta.fields if each.is_relation), None)
        if tracked._meta.proxy and owner and owner.related_model is subject.model:
            yield _Table(number, events.objects.filter(**{owner.name: subject.row.pk}), owner.name)


def _place(tables: Sequence[_Table], text: str) -> Key | None:
    """The place that an address names ("0-17"); None, which is the first page, for any other."""
    table, _, key = text.partition("-")
    if not (table.isdecimal() and key.isdecimal()):
        return None
    for each in tables:
        row = each.rows.filter(pgh_id=key[:18]).first() if each.number == int(table) else None
        if row:
            return row.pgh_created_at, each.number, row.pgh_id
    return None


class _Words:
    """Versions in words: what keys refer to is looked up once for all of them."""

    def __init__(self, rows: Sequence[RowEvent], reader: User) -> None:
        self._rows, self._reader = rows, reader

    def version(
        self, table: _Table, row: RowEvent, found: dict[Key, tuple[_Table, RowEvent]]
    ) -> Version:
        same = (other for of, other in found.values() if of is table and other.pgh_id < row.pgh_id)
        earlier = None if table.owner else max(same, key=lambda other: other.pgh_id, default=None)
        context = row.pgh_context or {}
        return Version(
            label="Linked" if table.owner and row.pgh_label == "insert" else LABELS[row.pgh_label],
            at=row.pgh_created_at,
            by=self._by(context),
            page=audit_words(str(context.get("page") or context.get("system") or "")),
            changes=list(self._changes(row, earlier, without=table.owner)),
        )

    def _by(self, context: dict[str, Any]) -> str:
        if context.get("user"):
            return str(self._named.get((User, context["user"]), "somebody who is gone"))
        return "the portal" if context else "somebody outside the portal"

    def _changes(self, row: RowEvent, earlier: RowEvent | None, without: str) -> Iterator[Change]:
        """The fields that differ from the version before; all of a row that was deleted."""
        gone = row.pgh_label == "delete"
        for field in _fields(row):
            if field.name == without:
                continue
            is_closed = (row.pgh_tracked_model._meta.label_lower, field.name) in CLOSED
            now, then = self._value(row, field), self._value(earlier, field) if earlier else ""
            before, after = (now, "") if gone else (then, now)
            if before != after:
                hidden = ("(closed)" if before else "", "(closed)" if after else "")
                yield Change(_label(field), *(hidden if is_closed else (before, after)))

    def _value(self, row: RowEvent, field: "Field[Any, Any]") -> str:
        value = getattr(row, field.attname)
        if value in (None, ""):
            return ""
        if isinstance(field, ForeignKey):
            return str(self._named.get((field.related_model, value), NAMELESS.format(value)))
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        return _said(value)

    @cached_property
    def _named(self) -> dict[tuple[type[Model], int], Model]:
        """Whatever the versions refer to, by its model and key."""
        wanted: dict[type[Model], set[int]] = {User: set()}
        for row in self._rows:
            wanted[User].add((row.pgh_context or {}).get("user") or 0)
            for field in _fields(row):
                if isinstance(field, ForeignKey):
                    key = getattr(row, field.attname)
                    wanted.setdefault(field.related_model, set()).add(key)
        return {
            (model, key): found
            for model, keys in wanted.items()
            for key, found in _with_names(model, self._reader).in_bulk(keys - {None, 0}).items()
        }


def _fields(row: RowEvent) -> Iterable["Field[Any, Any]"]:
    return (
        field
        for field in row._meta.fields
        if not field.name.startswith("pgh_") and field.name not in UNTOLD
    )


def _label(field: "Field[Any, Any]") -> str:
    return capfirst(str(field.verbose_name))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return listed(value) if isinstance(value, list) else str(value)


def _with_names(model: type[Model], reader: User) -> QuerySet[Any]:
    """Rows of a model with what their own names are often made of: a name says what the row says
    now, so that it is for those who see the row. Auditors may read the trail of any.
    """
    rows: QuerySet[Any] = model._default_manager.all()
    if hasattr(rows, "visible_to") and not can_audit(reader):
        rows = rows.visible_to(reader)
    return rows.select_related()
