"""Who changes a row, as the row history takes it down: a person by a request of a page, a command
or a job.
"""

from collections.abc import Callable
from typing import Any

import pghistory
from celery import Task
from django.core.management.base import BaseCommand
from django.http import HttpRequest, HttpResponse

from inspection_portal.core.models import User


class RowHistory:
    """Middleware that ascribes changes to the person, the page and the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pghistory.context(method=request.method):
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, *_: object) -> None:
        if request.method in ("GET", "HEAD") and not getattr(view, "login_required", True):
            # Nobody is asked for there: to look who reads it would make it differ by its reader.
            return
        page = request.resolver_match.view_name if request.resolver_match else ""
        pghistory.context(user=request.user.pk, page=page)


def ascribe_to(user: User) -> None:
    """Ascribe what the request changes from now on to whoever it is found to act for."""
    pghistory.context(user=user.pk)


class RecordedCommand(BaseCommand):
    """The base of every command."""

    def execute(self, *args: Any, **options: Any) -> Any:
        with pghistory.context(system=self.__module__.rpartition(".")[2]):
            return super().execute(*args, **options)


class RecordedTask(Task):  # type: ignore[type-arg]
    """The base of every task, by way of the Celery application."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with pghistory.context(system=self.name):
            return super().__call__(*args, **kwargs)
