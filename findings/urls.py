from django.urls import path

from findings.views import chapters, findings, inspections, judgments, phases, sections

app_name = "findings"
urlpatterns = [
    path("", inspections.inspections, name="inspections"),
    path("plan/", inspections.plan, name="plan"),
    path("<uuid:uuid>/", inspections.inspection, name="inspection"),
    path("<uuid:uuid>/revise/", inspections.inspection_revise, name="inspection_revise"),
    path("<uuid:uuid>/correct/", inspections.inspection_correct, name="inspection_correct"),
    path("<uuid:uuid>/phases/add/", phases.phase_add, name="phase_add"),
    path("phases/<uuid:uuid>/revise/", phases.phase_revise, name="phase_revise"),
    path("phases/<uuid:uuid>/remove/", phases.phase_remove, name="phase_remove"),
    path("<uuid:uuid>/sections/", sections.sections, name="sections"),
    path("<uuid:uuid>/sections/add/", sections.section_add, name="section_add"),
    path("sections/<uuid:uuid>/revise/", sections.section_revise, name="section_revise"),
    path("sections/<uuid:uuid>/move/", sections.section_move, name="section_move"),
    path("sections/<uuid:uuid>/delete/", sections.section_delete, name="section_delete"),
    path("<uuid:uuid>/region/", chapters.region, name="region"),
    path("<uuid:uuid>/region/introduce/", chapters.region_introduce, name="region_introduce"),
    path("chapters/<uuid:uuid>/", chapters.chapter, name="chapter"),
    path("chapters/<uuid:uuid>/introduce/", chapters.chapter_introduce, name="chapter_introduce"),
    path(
        "chapters/<uuid:uuid>/areas/<int:position>/introduce/",
        chapters.area_introduce,
        name="area_introduce",
    ),
    path("<uuid:uuid>/findings/add/", findings.finding_add, name="finding_add"),
    path("findings/<uuid:uuid>/", findings.finding, name="finding"),
    path("findings/<uuid:uuid>/revise/", findings.finding_revise, name="finding_revise"),
    path("findings/<uuid:uuid>/move/", findings.finding_move, name="finding_move"),
    path("findings/<uuid:uuid>/place/", findings.finding_place, name="finding_place"),
    path("findings/<uuid:uuid>/delete/", findings.finding_delete, name="finding_delete"),
    path("findings/<uuid:uuid>/confirm/", findings.finding_confirm, name="finding_confirm"),
    path("chapters/<uuid:uuid>/grade/propose/", judgments.grade_propose, name="grade_propose"),
    path("judgments/<uuid:uuid>/", judgments.judgment, name="judgment"),
    path("judgments/<uuid:uuid>/moderate/", judgments.grade_moderate, name="grade_moderate"),
    path("judgments/<uuid:uuid>/finalise/", judgments.grade_finalise, name="grade_finalise"),
]
