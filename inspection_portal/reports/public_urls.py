"""The addresses of what everybody may read (ADR 0039)."""

from django.urls import URLPattern, include, path

from inspection_portal.reports.rendering.language import ENGLISH, WELSH
from inspection_portal.reports.views import publications

app_name = "publications"


def edition(language: str) -> list[URLPattern]:
    """The pages and files of an issue that are made in each language when they are asked for."""
    told = {"language": language}
    summary = "summaries/<slug:section>/"
    return [
        path("", publications.page, told, name="page"),
        path("sections/<slug:section>/", publications.section, told, name="section"),
        path(summary, publications.summary, told, name="summary"),
        path(f"{summary}summary.pdf", publications.summary_pdf, told, name="summary_pdf"),
        path("whole/", publications.whole, told, name="whole"),
        path("report.docx", publications.docx, told, name="docx"),
    ]


urlpatterns = [
    path("", publications.every, name="every"),
    path("feed.atom", publications.feed, name="feed"),
    path("calendar.ics", publications.calendar, name="calendar"),
    path("<uuid:issue>/", include(edition(ENGLISH))),
    path("<uuid:issue>/cy/", include((edition(WELSH), "welsh"))),
    path("<uuid:issue>/report.pdf", publications.pdf, name="pdf"),
    path(
        "<uuid:issue>/compared-with/<uuid:other>/",
        publications.compared_with,
        name="compared_with",
    ),
    path("<uuid:issue>/linked-data/", publications.linked_data, name="linked_data"),
]
