"""What people type, from the first letter to the one time that it is saved."""

from typing import Self

from django.db import models

from inspection_portal.core.models.people import User


class OwnDraftQuerySet(models.QuerySet["OwnDraft"]):
    def visible_to(self, user: User) -> Self:
        """A draft is the person's own: nobody else ever sees it, whatever their role."""
        return self.filter(user=user)


class OwnDraft(models.Model):
    """What a person has typed into a form and not saved: theirs alone, whatever becomes of the tab.

    `key` names the form and what it changes, `sitting` one opening of it: two tabs do not type over
    each other. `seen_version` is that of the row when it was opened.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="own_drafts")
    key = models.CharField(max_length=120)
    sitting = models.UUIDField()
    data = models.JSONField()
    seen_version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    objects = OwnDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(name="own_draft_once", fields=["user", "key", "sitting"]),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"


class Submission(models.Model):
    """A form that was saved: sent again by a second click, it saves nothing more.

    `key` stands in the form from its opening on; `digest` is of what was sent, and `made` names the
    row that came of it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    made_type = models.CharField(max_length=60, blank=True)
    made_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="submission_once", fields=["user", "key"]),
            models.CheckConstraint(
                name="submission_made_type_iff_id",
                condition=models.Q(made_type="", made_id=None)
                | ~models.Q(made_type="") & models.Q(made_id__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
