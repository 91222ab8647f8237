"""The files of an issue as they are sent, each with the hash by which a copy is known."""

import hashlib
from datetime import datetime
from functools import partial

import msgspec
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from findings.models import Inspection
from inspection_portal.core.components import data_block
from inspection_portal.reports import document, queries, rendering, summaries
from inspection_portal.reports.linked_data import address, linked_data
from inspection_portal.reports.models import Issue
from inspection_portal.reports.queries import Publication

JSON, JSON_LD, HTML, PDF = "application/json", "application/ld+json", "text/html", "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def document_file(issue: Issue, content: bytes) -> HttpResponse:
    """The document, tagged with the SHA-256 of its content."""
    return _file(content, JSON, issue.content_sha256)


def pdf_file(issue: Issue, content: bytes) -> HttpResponse:
    """The PDF, tagged with its SHA-256."""
    response = _file(content, PDF, issue.pdf_sha256)
    response["Content-Disposition"] = f'attachment; filename="{issue.filename}"'
    return response


def docx_file(issue: Issue) -> HttpResponse:
    """The report as a Word document, made of what was issued. Raises DamagedFile where that is kept
    otherwise.
    """
    queries.kept_document(issue)
    content = rendering.docx(document.from_builtins(issue.content))
    response = _file(content, DOCX, hashlib.sha256(content).hexdigest())
    response["Content-Disposition"] = f'attachment; filename="{issue.file_name("docx")}"'
    return response


def summary_pdf_file(issue: Issue, section: str) -> HttpResponse | None:
    """What the issue says of one body, as a PDF; None where it has no such body. Raises RuleBroken
    where it is not made yet.
    """
    content = summaries.printed(issue, section)
    if content is None:
        return None
    response = _file(content, PDF, hashlib.sha256(content).hexdigest())
    name = issue.file_name("pdf").removesuffix(".pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{section}-summary.pdf"'
    return response


def summary_file(shown: Publication, section: str) -> HttpResponse | None:
    """What the issue says of one body, as a page; None where it has no such body."""
    told = summaries.of_body(shown.issue, section)
    if told is None:
        return None
    html = rendering.summary_fragment(told)
    report = told.layout.report
    template = "reports/publication_summary.html"
    return _page(template, shown, report, told=told, summary=html)


def data_file(shown: Publication) -> HttpResponse:
    """What the report is, as linked data."""
    data = linked_data(shown, document.from_builtins(shown.issue.content))
    return HttpResponse(msgspec.json.encode(data), content_type=JSON_LD)


def data_in_page(inspection: Inspection, *, at: datetime) -> str:
    """The linked data of the issue that stands at that moment, for the page of its report; nothing
    where none does.
    """
    issues = inspection.issues.published().out(at).for_list().with_succession(at)
    issue = issues.order_by("-number").first()
    if issue is None or inspection.withdrawn_at:
        return ""
    shown = queries.publication(issue, at=at)
    return data_block(JSON_LD, linked_data(shown, document.from_builtins(issue.content)))


def whole_file(shown: Publication) -> HttpResponse:
    """The report on one page that is the same for everybody, with its linked data in it."""
    report = document.from_builtins(shown.issue.content)
    html = rendering.fragment(report, shown.issue.template)
    return _page("reports/publication.html", shown, report, report=html)


def section_file(shown: Publication, slug: str) -> HttpResponse | None:
    """One page of the report, the front page with the linked data in it; None where it has none of
    that name.
    """
    report = document.from_builtins(shown.issue.content)
    article = rendering.fragment(report, shown.issue.template)
    at = rendering.opened(rendering.pages(article, partial(_place, shown.issue)), slug)
    return _page("reports/publication_section.html", shown, report, opened=at) if at else None


def _place(issue: Issue, slug: str) -> str:
    if slug == rendering.FRONT:
        return reverse("publications:page", args=[issue.uuid])
    return reverse("publications:section", args=[issue.uuid, slug])


def _page(template: str, shown: Publication, said: document.Report, **more: object) -> HttpResponse:
    later = shown.superseded_by
    context = {
        "shown": shown,
        "styles": rendering.folder(shown.issue.template),
        "data": data_block(JSON_LD, linked_data(shown, said)),
        "pdf_address": address("pdf", shown.issue.uuid),
        "later_address": address("page", later) if later else "",
        "demonstration": said.demonstration,
        **more,
    }
    # Without the request: nothing on it is of whoever reads it.
    return HttpResponse(render_to_string(template, context))


def _file(content: bytes, media_type: str, sha256: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["ETag"] = f'"{sha256}"'
    return response
