"""The way of inspections to publication, and what is published, for other systems."""

from inspection_portal.reports.api.comparisons import (
    CompareDraftPdfView,
    CompareDraftView,
    CompareReportsPdfView,
    CompareReportsView,
)
from inspection_portal.reports.api.drafts import (
    DraftIssueViewSet,
    DraftReportView,
    FreezeReportView,
    LeaveOutCountsView,
    OpenCheckView,
    PrintCountsView,
)
from inspection_portal.reports.api.historic import HistoricReadingViewSet
from inspection_portal.reports.api.reports import ReportVerdictView, ReportViewSet
from inspection_portal.reports.api.stages import StageViewSet

__all__ = [
    "CompareDraftPdfView",
    "CompareDraftView",
    "CompareReportsPdfView",
    "CompareReportsView",
    "DraftIssueViewSet",
    "DraftReportView",
    "FreezeReportView",
    "HistoricReadingViewSet",
    "LeaveOutCountsView",
    "OpenCheckView",
    "PrintCountsView",
    "ReportVerdictView",
    "ReportViewSet",
    "StageViewSet",
]
