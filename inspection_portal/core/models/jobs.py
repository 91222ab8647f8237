"""What the jobs of the beat leave behind."""

from django.db import models


class Sweep(models.Model):
    """When a job of the beat last ran to its end; the health page reads it."""

    name = models.CharField(max_length=60, unique=True)
    succeeded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
