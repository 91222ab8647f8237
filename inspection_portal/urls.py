"""Every address of the portal; each has its row in the access table of the tests."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
