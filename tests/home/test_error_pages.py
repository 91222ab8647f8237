"""What is said when something is missing, refused or broken."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import path, reverse
from django.urls.resolvers import URLPattern

from inspection_portal import urls
from inspection_portal.core.models import User


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the reason stays inside")


urlpatterns: list[URLPattern] = [
    *urls.urlpatterns,
    path("forbidden/", forbidden),
    path("broken/", broken),
]


def test_missing_page_has_the_same_bytes_at_every_address(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    urls_of_nothing = [
        "/no-such-page/",
        "/no-such-page/?q=<script>",
        reverse("home:body", args=[uuid4()]),
        reverse("home:region", args=[uuid4()]),
        reverse("reports:preview", args=[uuid4()]),
    ]
    answers = [client.get(url) for url in urls_of_nothing]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    headers = [{k: v for k, v in answer.items() if k != "Expires"} for answer in answers]
    assert all(header == headers[0] for header in headers)


def test_missing_page_leaves_messages_for_the_next(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    client.post(reverse("account_logout"))

    assert "You have signed out." not in client.get("/no-such-page/").content.decode()
    assert "You have signed out." in client.get(reverse("account_login")).content.decode()


def test_refusal_is_explained(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    with override_settings(ROOT_URLCONF="tests.home.test_error_pages"):
        answer = client.get("/forbidden/")

    assert answer.status_code == 403
    assert "Your role does not allow this action" in answer.content.decode()


def test_failure_is_admitted_and_its_reason_kept(client: Client, inspector: User) -> None:
    client.force_login(inspector)
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF="tests.home.test_error_pages"):
        answer = client.get("/broken/")

    assert answer.status_code == 500
    assert "Sorry, there is a problem with the portal" in answer.content.decode()
    assert "the reason stays inside" not in answer.content.decode()


def test_expired_form_is_explained(inspector: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(inspector)

    answer = strict.post(reverse("account_logout"))

    assert answer.status_code == 403
    assert "Nothing was saved." in answer.content.decode()
    assert "_auth_user_id" in strict.session


@pytest.mark.parametrize("template", ["400.html", "500.html"])
def test_page_shown_in_an_emergency_needs_no_request(template: str) -> None:
    assert "<h1" in render_to_string(template)
