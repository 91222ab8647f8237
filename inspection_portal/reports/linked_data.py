"""A published report as linked data: JSON-LD in the words of schema.org (ADR 0039)."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse

from forces.models import Body
from inspection_portal.reports import document, queries
from inspection_portal.reports.queries import Publication

PUBLISHER = "Police inspectorate"
SHA_256 = "SHA-256 of the content"
ONS = "ONS police force area code"
Node = dict[str, Any]


def address(name: str, uuid: object) -> str:
    """The whole address of a public page or file of an issue."""
    return f"{settings.PORTAL_URL}{reverse(f'publications:{name}', args=[uuid])}"


def linked_data(shown: Publication, report: document.Report) -> Node:
    """What the report is, whom it is about, which grades it gives and where its files are.

    A grade is a number of its scale, 1 the worst, so that a higher one is better, and a word.
    """
    issue = shown.issue
    named = queries.bodies_named(body.name for body in report.bodies)
    data = {
        "@context": "https://schema.org",
        "@type": "Report",
        "@id": address("page", issue.uuid),
        "url": address("page", issue.uuid),
        "identifier": [
            f"urn:uuid:{issue.uuid}",
            {"@type": "PropertyValue", "propertyID": SHA_256, "value": issue.content_sha256},
        ],
        "name": shown.heading,
        "version": issue.number,
        "creativeWorkStatus": str(shown.mark),
        "datePublished": issue.publish_at.isoformat() if issue.publish_at else None,
        "inLanguage": "en-GB",
        "isAccessibleForFree": True,
        "publisher": {"@type": "GovernmentOrganization", "name": PUBLISHER},
        "spatialCoverage": {"@type": "Place", "name": report.region},
        "about": [_organisation(body.name, named) for body in report.bodies],
        "review": [*_grades(report, named)],
        "encoding": [*_files(shown)],
        "isBasedOn": address("page", shown.supersedes) if shown.supersedes else None,
    }
    return {name: value for name, value in data.items() if value not in (None, [])}


def _organisation(name: str, named: Mapping[str, Body]) -> Node:
    """A body as the report names it, with the code by which others know it."""
    organisation: Node = {"@type": "GovernmentOrganization", "name": name}
    body = named.get(name)
    if body and body.ons_code:
        organisation["identifier"] = {
            **{"@type": "PropertyValue", "propertyID": ONS, "value": body.ons_code},
        }
        organisation["areaServed"] = {"@type": "Place", "name": body.ons_name}
    return organisation


def _grades(report: document.Report, named: Mapping[str, Body]) -> Iterator[Node]:
    labels = {grade.key: grade.label for grade in report.scale}
    from_the_worst = [*reversed(labels)]
    for body in report.bodies:
        if body.grade in labels:
            yield {
                "@type": "Review",
                "itemReviewed": _organisation(body.name, named),
                "reviewRating": {
                    "@type": "Rating",
                    "name": labels[body.grade],
                    "ratingValue": from_the_worst.index(body.grade) + 1,
                    "worstRating": 1,
                    "bestRating": len(labels),
                },
            }


def _files(shown: Publication) -> Iterator[Node]:
    issue = shown.issue
    whole = address("whole", issue.uuid)
    yield {"@type": "MediaObject", "encodingFormat": "text/html", "contentUrl": whole}
    if issue.pdf_sha256:
        yield {
            "@type": "MediaObject",
            "encodingFormat": "application/pdf",
            "contentUrl": address("pdf", issue.uuid),
            "sha256": issue.pdf_sha256,
        }
