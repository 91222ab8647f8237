"""How the inspectorate says that an entry stands: asked for by one person, given by another
(domain §3.3).
"""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q

from findings.models import Finding
from forces.rights import Right, holds
from inspection_portal.core.addresses import address_of
from inspection_portal.core.history import tracked
from inspection_portal.core.models import Followed, Identified, User, Versioned
from recommendations.models.lists import Basis
from recommendations.models.progress import Claim
from recommendations.models.register import RegisterEntry

STATUS_IS_KNOWN = Q(
    status__in=[
        "awaiting_review",
        "being_progressed",
        "complete",
        "no_further_action",
        "superseded",
    ]
)


class StatusRequestQuerySet(models.QuerySet["StatusRequest"]):
    def visible_to(self, user: User) -> Self:
        """The inspectorate's own work: for those who read the whole register."""
        seen = self.filter(entry__in=RegisterEntry.objects.visible_to(user))
        return seen if holds(user, Right.REGISTER_READ_ALL) else seen.none()

    def waiting(self) -> Self:
        """Asked for, and not decided."""
        return self.filter(decision="")

    def for_list(self) -> Self:
        return self.select_related(
            *("entry__body", "entry__policing_body", "entry__organisation"),
            *("basis", "successor", "later_entry", "later_finding", "claim"),
            *("requested_by", "decided_by"),
        )


@tracked
class StatusRequest(Followed, Identified, Versioned):
    """That one person of the inspectorate asks for a status, and a second one decides.

    `narrative` is what the body reads once it is given; `internal_note` never leaves the
    inspectorate. `successor` is the entry that takes its place, where it is superseded. What is
    re-opened may name what was found since: `later_entry` or `later_finding`.
    """

    class Decision(models.TextChoices):
        AUTHORISED = "authorised", "Authorised"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="status_requests")
    status = models.CharField(max_length=20, choices=RegisterEntry.Status)
    narrative = models.TextField()
    internal_note = models.TextField(blank=True)
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
    successor = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    later_entry = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="+"
    )
    later_finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="+"
    )
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, related_name="status_requests"
    )
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = StatusRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [
            models.Index(
                fields=["requested_at", "id"],
                condition=Q(decision=""),
                name="status_request_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="status_requested_once_at_a_time",
                fields=["entry"],
                condition=Q(decision=""),
                violation_error_message="A status has been asked for and is not decided yet.",
            ),
            models.CheckConstraint(
                name="status_authorised_by_a_second_person",
                condition=Q(decision__in=["", "withdrawn"]) | ~Q(decided_by=F("requested_by")),
                violation_error_message=(
                    "You asked for this status, so somebody else must decide on it."
                ),
            ),
            models.CheckConstraint(
                name="status_request_says_why",
                condition=Q(narrative__regex=r"\S"),
                violation_error_message="Say why the status changes.",
            ),
            models.CheckConstraint(
                name="status_request_status_is_known", condition=STATUS_IS_KNOWN
            ),
            models.CheckConstraint(
                name="status_closes_on_a_basis",
                condition=Q(status__in=["awaiting_review", "being_progressed"])
                | Q(basis__isnull=False),
                violation_error_message="Say what the status rests on.",
            ),
            models.CheckConstraint(
                name="status_request_successor_only_if_superseded",
                condition=Q(status="superseded") | Q(successor=None),
                violation_error_message="Only what is superseded has a successor.",
            ),
            models.CheckConstraint(
                name="status_request_succeeded_by_another",
                condition=Q(successor=None) | ~Q(successor=F("entry")),
                violation_error_message="An entry can’t take its own place. Choose another one.",
            ),
            models.CheckConstraint(
                name="status_request_later_only_if_reopened",
                condition=Q(status__in=["awaiting_review", "being_progressed"])
                | Q(later_entry=None, later_finding=None),
                violation_error_message="Only what is opened again rests on a later finding.",
            ),
            models.CheckConstraint(
                name="status_request_rests_on_one_later_thing",
                condition=Q(later_entry=None) | Q(later_finding=None),
                violation_error_message="Name a later entry or a later finding, not both.",
            ),
            models.CheckConstraint(
                name="status_request_later_is_another",
                condition=Q(later_entry=None) | ~Q(later_entry=F("entry")),
                violation_error_message="An entry is not later than itself. Choose another one.",
            ),
            models.CheckConstraint(
                name="status_request_decided_by_someone",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(
                    decision__in=["authorised", "declined", "withdrawn"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="status_request_declined_with_reason",
                condition=~Q(decision="declined") | Q(decision_reason__regex=r"\S"),
                violation_error_message="Say why the status is not given.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="status_request_is_frozen",
                fields=[
                    *("entry", "status", "narrative", "internal_note", "basis", "successor"),
                    *("later_entry", "later_finding", "claim", "requested_by", "requested_at"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asks} for {self.entry.reference}"

    def get_absolute_url(self) -> str:
        return address_of("recommendations:status_request", self.uuid)

    @property
    def is_waiting(self) -> bool:
        """Whether it is not decided yet."""
        return not self.decision

    @property
    def is_of_milestone(self) -> bool:
        """Whether it asks that one milestone counts as met, while the entry stays open."""
        return self.claim_id is not None and self.status in RegisterEntry.OPEN

    @property
    def asks(self) -> str:
        """What is asked for, in words."""
        return "One milestone met" if self.is_of_milestone else self.get_status_display()


class StatusChange(models.Model):
    """One status that the inspectorate gave an entry, and why: the register's public log.

    `narrative` is read by the body; it names no person. Who asked for it and who gave it, `by`, is
    for the inspectorate alone; `requested_by` is empty where one person was enough.
    """

    entry = models.ForeignKey(RegisterEntry, models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=20, choices=RegisterEntry.Status)
    narrative = models.TextField()
    basis = models.ForeignKey(Basis, models.PROTECT, null=True, blank=True, related_name="+")
    successor = models.ForeignKey(
        RegisterEntry, models.PROTECT, null=True, blank=True, related_name="predecessor_changes"
    )
    requested_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="status_change_says_why",
                condition=Q(narrative__regex=r"\S"),
                violation_error_message="Say why the status changes.",
            ),
            models.CheckConstraint(
                name="status_change_status_is_known",
                condition=STATUS_IS_KNOWN,
                violation_error_message="That is not a status of the register.",
            ),
            models.CheckConstraint(
                name="status_given_by_a_second_person",
                condition=Q(requested_by=None) | ~Q(requested_by=F("by")),
                violation_error_message="Who asks for a status does not give it.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return self.get_status_display()


class EntryLinkQuerySet(models.QuerySet["EntryLink"]):
    def visible_to(self, user: User) -> Self:
        """Links between two entries that the person sees both of."""
        seen = RegisterEntry.objects.visible_to(user)
        return self.filter(entry__in=seen, other__in=seen)

    def for_list(self) -> Self:
        addressees = ("body", "organisation", "policing_body")
        return self.select_related(
            *(f"{end}__{addressee}" for end in ("entry", "other") for addressee in addressees)
        )


@tracked
class EntryLink(Followed, Identified):
    """That an entry asks again for what an earlier one, `other`, asked for, or takes its place."""

    class Kind(models.TextChoices):
        REPEATS = "repeats", "Repeats"
        SUPERSEDES = "supersedes", "Supersedes"

    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="links")
    other = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="links_to_it")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = EntryLinkQuerySet.as_manager()

    class Meta:
        ordering = ["entry", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="entry_link_once",
                fields=["entry", "other"],
                violation_error_message="The two entries are linked already.",
            ),
            models.CheckConstraint(
                name="entry_link_to_another",
                condition=~Q(entry=F("other")),
                violation_error_message="An entry can’t be linked to itself. Choose another one.",
            ),
            models.CheckConstraint(
                name="entry_link_kind_is_known", condition=Q(kind__in=["repeats", "supersedes"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.reference} {self.get_kind_display().lower()} {self.other.reference}"
