"""The addresses of what everybody may read (ADR 0039)."""

from django.urls import path

from inspection_portal.reports.views import publications

app_name = "publications"
urlpatterns = [
    path("feed.atom", publications.feed, name="feed"),
    path("calendar.ics", publications.calendar, name="calendar"),
    path("<uuid:issue>/", publications.page, name="page"),
    path("<uuid:issue>/sections/<slug:section>/", publications.section, name="section"),
    path("<uuid:issue>/summaries/<slug:section>/", publications.summary, name="summary"),
    path(
        "<uuid:issue>/summaries/<slug:section>/summary.pdf",
        publications.summary_pdf,
        name="summary_pdf",
    ),
    path("<uuid:issue>/whole/", publications.whole, name="whole"),
    path("<uuid:issue>/report.pdf", publications.pdf, name="pdf"),
    path("<uuid:issue>/report.docx", publications.docx, name="docx"),
    path("<uuid:issue>/linked-data/", publications.linked_data, name="linked_data"),
]
