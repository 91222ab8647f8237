"""What the API has answered lately."""

from django.db import models
from django.db.models import Q

from inspection_portal.core.models.people import User


class KeptAnswer(models.Model):
    """The answer to a request that came with an `Idempotency-Key`, to be given again for a day.

    `digest` is of what was asked and `rights` of what the user might do then, in hexadecimal
    SHA-256. `sealed` is the content, encrypted by `core.repeating`: there may be a secret in it.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    route = models.TextField()
    digest = models.CharField(max_length=64)
    rights = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    sealed = models.BinaryField()
    made_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_answer_for_each_key", fields=["user", "key"]),
            models.CheckConstraint(
                name="kept_answer_is_no_failure",
                condition=Q(status__range=(200, 499)) & ~Q(status__in=[401, 429]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"
