from django.urls import path, register_converter
from django.urls.converters import StringConverter

from inspection_portal.reports.document import Subject
from inspection_portal.reports.views import (
    charts,
    checking,
    comparisons,
    figures,
    historic,
    issues,
    papers,
    redacting,
    stages,
)


class SubjectConverter(StringConverter):
    """What a report may count of its bodies; any other word is no address."""

    regex = "|".join(Subject)


register_converter(SubjectConverter, "subject")

app_name = "reports"
urlpatterns = [
    path("inspections/<uuid:inspection>/", issues.preview, name="preview"),
    path(
        "inspections/<uuid:inspection>/sections/<slug:section>/",
        issues.preview_section,
        name="preview_section",
    ),
    path("inspections/<uuid:inspection>/make/", issues.make, name="make"),
    path("inspections/<uuid:inspection>/readiness/", stages.readiness, name="readiness"),
    path("inspections/<uuid:inspection>/move/<slug:to>/", stages.move, name="move"),
    path("inspections/<uuid:inspection>/charts/", charts.charts, name="charts"),
    path(
        "inspections/<uuid:inspection>/charts/<subject:subject>/print/",
        charts.chart_print,
        name="chart_print",
    ),
    path(
        "inspections/<uuid:inspection>/charts/<subject:subject>/leave-out/",
        charts.chart_leave_out,
        name="chart_leave_out",
    ),
    path("inspections/<uuid:inspection>/check/", checking.check_open, name="check_open"),
    path("inspections/<uuid:inspection>/sign-off/", stages.sign_off, name="sign_off"),
    path("inspections/<uuid:inspection>/publish/", stages.publish, name="publish"),
    path("inspections/<uuid:inspection>/recall/", stages.recall, name="recall"),
    path("inspections/<uuid:inspection>/withdraw/", stages.withdraw, name="withdraw"),
    path("inspections/<uuid:inspection>/redact/", redacting.redact, name="redact"),
    path(
        "inspections/<uuid:inspection>/publish-correction/",
        stages.publish_correction,
        name="publish_correction",
    ),
    path("inspections/<uuid:inspection>/compare/", comparisons.compare, name="compare"),
    path("inspections/<uuid:inspection>/compare.pdf", comparisons.pdf, name="compare_pdf"),
    path("findings/<uuid:finding>/accelerate/", stages.accelerate, name="accelerate"),
    path("bodies/<uuid:uuid>/paper.pdf", papers.paper_pdf, name="paper_pdf"),
    path("bodies/<uuid:uuid>/paper.docx", papers.paper_docx, name="paper_docx"),
    path("bodies/<uuid:uuid>/summary.pdf", papers.body_summary, name="body_summary"),
    path("regions/<uuid:uuid>/summary.pdf", papers.region_summary, name="region_summary"),
    path("disruptions.pdf", figures.disruption_figures_pdf, name="disruption_figures_pdf"),
    path("historic/", historic.historic_readings, name="historic_readings"),
    path("historic/upload/", historic.historic_upload, name="historic_upload"),
    path("historic/<uuid:uuid>/", historic.historic, name="historic"),
    path("historic/<uuid:uuid>/tell/", historic.historic_tell, name="historic_tell"),
    path("historic/<uuid:uuid>/date/", historic.historic_date, name="historic_date"),
    path("historic/<uuid:uuid>/load/", historic.historic_load, name="historic_load"),
    path("historic/<uuid:uuid>/statuses/", historic.historic_statuses, name="historic_statuses"),
    path("historic/<uuid:uuid>/discard/", historic.historic_discard, name="historic_discard"),
    path("historic/<uuid:uuid>/file/", historic.historic_file, name="historic_file"),
    path("<uuid:issue>/", issues.issue, name="issue"),
    path("<uuid:issue>/make-again/", issues.make_again, name="make_again"),
    path("<uuid:issue>/stop/", issues.stop_making, name="stop_making"),
    path("<uuid:issue>/download/", issues.download, name="download"),
]
