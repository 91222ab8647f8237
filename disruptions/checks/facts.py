"""What the checks are asked about: threats, plans, orders and profiles as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from uuid import UUID


@dataclass(frozen=True)
class Rules:
    """By what a body's threats, plans and orders are checked, in days and numbers
    (`PlanSettings`).
    """

    days_to_plan: int
    review_days: int
    most_threats: int
    stale_days: int
    expiry_days: int
    template_version: str


@dataclass(frozen=True)
class Post:
    """An officer who answers for a threat, in the role of LRO or SIO, from a first to a last day.

    `threats` is how many managed threats the officer leads on the day of the check.
    """

    officer: int
    role: str
    since: date
    until: date | None = None
    trained_on: date | None = None
    left_on: date | None = None
    threats: int = 1

    def holds_on(self, on: date) -> bool:
        return self.since <= on and (self.until is None or self.until >= on)


@dataclass(frozen=True)
class Assessed:
    """The latest assessment of a threat."""

    on: date
    is_moderated: bool = True
    is_whole: bool = True


@dataclass(frozen=True)
class Entry:
    uuid: UUID
    strand: str
    dated_on: date | None = None
    timed_at: time | None = None


@dataclass(frozen=True)
class Task:
    """An action of a plan. `has_owner` is an officer or a partner; `is_shut_out` says that whoever
    has it may not see it: no access was given, or it has ended.
    """

    uuid: UUID
    strand: str
    has_owner: bool = True
    is_covert: bool = False
    due_on: date | None = None
    has_result: bool = False
    ended_on: date | None = None
    is_shut_out: bool = False


@dataclass(frozen=True)
class Copied:
    """That a share of a plan's own words, from 0 to 1, stands in an earlier plan too."""

    source: UUID
    share: float


@dataclass(frozen=True)
class Subject:
    """What a check is asked about: its key in the database, and how a page names it."""

    pk: int
    uuid: UUID
    body: int
    label: str


@dataclass(frozen=True)
class ThreatFacts(Subject):
    is_managed: bool = True
    operation_started_on: date | None = None
    posts: tuple[Post, ...] = ()
    assessed: Assessed | None = None
    has_open_plan: bool = True
    known_since: date | None = None

    def leads(self, on: date) -> list[Post]:
        return [post for post in self.posts if post.role == "lro" and post.holds_on(on)]


@dataclass(frozen=True)
class PlanFacts(Subject):
    """An open plan. `disruptions` is how many were recorded for its threat since it was opened;
    None where its body has never recorded any here, so that nothing can be said of one plan.
    """

    opened_on: date
    is_in_force: bool = True
    operation_started_on: date | None = None
    posts: tuple[Post, ...] = ()
    writer: int | None = None
    template_version: str = ""
    is_checked: bool = True
    reviewed_on: date | None = None
    entries: tuple[Entry, ...] = ()
    actions: tuple[Task, ...] = ()
    links: frozenset[str] = frozenset()
    has_order: bool = False
    copied: tuple[Copied, ...] = ()
    disruptions: int | None = None

    def filled(self) -> frozenset[str]:
        """The Ps under which anything stands."""
        entries = {each.strand for each in self.entries}
        return frozenset(entries | {each.strand for each in self.actions})

    def roles_of_the_writer(self) -> frozenset[str]:
        """The roles that the writer had when the plan was opened, or was given afterwards."""
        return frozenset(
            post.role
            for post in self.posts
            if post.officer == self.writer and (post.until is None or post.until >= self.opened_on)
        )


@dataclass(frozen=True)
class OrderFacts(Subject):
    """A serious crime prevention order that has neither expired nor been discharged."""

    is_in_force: bool = True
    is_in_custody: bool = False
    is_released: bool = False
    released_on: date | None = None
    expires_on: date | None = None
    is_actively_managed: bool = True
    is_checked_in_databases_only: bool = False
    has_plan: bool = True


@dataclass(frozen=True)
class ProfileFacts(Subject):
    """The latest local profile of an area; `due_on` is the last day on which it is fresh."""

    due_on: date


@dataclass(frozen=True)
class Facts:
    """All that is checked at once, with the rules of each body by its key."""

    on: date
    rules: Mapping[int, Rules]
    threats: tuple[ThreatFacts, ...] = ()
    plans: tuple[PlanFacts, ...] = ()
    orders: tuple[OrderFacts, ...] = ()
    profiles: tuple[ProfileFacts, ...] = field(default=())
