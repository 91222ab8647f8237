"""What people type and have not saved."""

from django.db import models

from inspection_portal.core.models.people import User


class OwnDraft(models.Model):
    """What a person has typed into a form and not saved: theirs alone, whatever becomes of the tab.

    `key` names the form and what it changes; `seen_version` is that of the row when it was opened.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="own_drafts")
    key = models.CharField(max_length=120)
    data = models.JSONField()
    seen_version = models.PositiveIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="own_draft_once", fields=["user", "key"]),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
