"""Messages to people, and how far each has got."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from inspection_portal.core.models.base import Identified
from inspection_portal.core.models.people import User


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> Self:
        """A person's own messages once they have words, whether or not they went out by mail."""
        return self.filter(recipient=user).exclude(state=Message.State.CANCELLED).in_words()

    def in_words(self) -> Self:
        """Messages that say something: not those that still gather what to say."""
        return self.exclude(text="")

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def due(self, at: datetime) -> Self:
        """Messages that wait to be sent at that moment, those that wait longest first."""
        waiting = self.filter(state=Message.State.DUE, next_attempt_at__lte=at)
        return waiting.order_by("next_attempt_at", "pk")

    def abandoned(self, at: datetime) -> Self:
        """Messages whose sender was stopped: whether they went out is unknown."""
        return self.filter(state=Message.State.SENDING, lease_until__lte=at)

    def stuck(self) -> Self:
        """Messages that nothing sends any more unless an operator says so."""
        return self.filter(state__in=[Message.State.FAILED, Message.State.UNCONFIRMED])

    def for_list(self) -> Self:
        return self.select_related("recipient")


class Message(Identified):
    """A message to one person: shown in the portal, and sent by mail.

    It says in plain words what happened and where to look, never what a finding says. `key` makes
    it once, however often it is posted; `about` names what decides whether it still applies. One
    without words is open: it gets them when it is first taken to be sent (`outbox.open_for_all`).
    `attempts` counts the senders that took it up, `put_off` how often the mail server said “later”.
    Each claim has a lease of its own: a sender that was stopped and wakes can't settle a later one.
    `reason` is why it was cancelled or failed, or why it waits. It goes to `address`, or where that
    is empty to the one that the person has when it is sent. `sent_at` stands from the moment that
    the mail server took it, while the sender has yet to settle it.
    """

    class State(models.TextChoices):
        DUE = "due", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        SHOWN = "shown", "Shown in the portal alone"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"
        UNCONFIRMED = "unconfirmed", "Perhaps sent"

    recipient = models.ForeignKey(User, models.PROTECT, related_name="messages")
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    about = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    put_off = models.PositiveSmallIntegerField(default=0)
    attempts_allowed = models.PositiveSmallIntegerField()
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="message_state_is_known",
                condition=Q(
                    state__in=[
                        *("due", "sending", "sent", "shown"),
                        *("failed", "cancelled", "unconfirmed"),
                    ]
                ),
                violation_error_message="That is not a state of a message.",
            ),
            models.CheckConstraint(
                name="message_says_something",
                condition=Q(subject__regex=r"^[^\r\n]*\S[^\r\n]*$", text__regex=r"\S")
                | Q(subject="", text="", state__in=["due", "cancelled"], attempts=0),
                violation_error_message="A message has a subject of one line, and a text.",
            ),
            models.CheckConstraint(
                name="message_links_into_the_portal",
                condition=Q(link="") | Q(link__regex=r"^/([^/\s][^\s]*)?$"),
                violation_error_message="A message links to a page of the portal.",
            ),
            models.CheckConstraint(
                name="message_due_iff_next_attempt",
                condition=Q(state="due", next_attempt_at__isnull=False)
                | ~Q(state="due") & Q(next_attempt_at=None),
            ),
            models.CheckConstraint(
                name="message_sending_iff_lease",
                condition=Q(state="sending", lease_until__isnull=False, attempts__gt=0)
                | ~Q(state="sending") & Q(lease_until=None),
            ),
            models.CheckConstraint(
                name="message_sent_has_sent_at",
                condition=Q(state="sent", sent_at__isnull=False)
                | Q(state="sending")
                | ~Q(state__in=["sent", "sending"]) & Q(sent_at=None),
            ),
            models.CheckConstraint(
                name="message_unsent_says_why",
                condition=~Q(state__in=["failed", "cancelled", "unconfirmed"]) | ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(state="due"), name="message_due"
            ),
            models.Index(
                fields=["lease_until"], condition=Q(state="sending"), name="message_lease"
            ),
            models.Index(
                fields=["-made_at"],
                condition=Q(state__in=["failed", "unconfirmed"]),
                name="message_stuck",
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at=None) & ~Q(state="cancelled"),
                name="message_unread",
            ),
            models.Index(fields=["recipient", "-made_at"], name="message_by_recipient"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="words_are_frozen",
                fields=[
                    *("recipient", "address", "kind", "link", "about", "message_id"),
                    *("made_by", "made_at"),
                ],
            ),
            pgtrigger.Protect(
                name="words_are_said_once",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__text="")
                & (
                    pgtrigger.Q(old__subject__df=pgtrigger.F("new__subject"))
                    | pgtrigger.Q(old__text__df=pgtrigger.F("new__text"))
                    | pgtrigger.Q(old__key__df=pgtrigger.F("new__key"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"

    @property
    def is_open(self) -> bool:
        """Whether it still gathers what there is to tell."""
        return not self.text
