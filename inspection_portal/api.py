"""The API, version 1: what the portal knows, for other systems to read."""

from django.contrib.auth.decorators import login_required
from django.urls import include, path
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import APIRootView, DefaultRouter

from disruptions.api import (
    AssessmentViewSet,
    BodyChecksView,
    BodyCountsView,
    CheckCountsView,
    CheckResultsView,
    CheckWaiverViewSet,
    DataExtractViewSet,
    DisruptionFiguresView,
    DisruptionStandardViewSet,
    DisruptionViewSet,
    DistinctEventsViewSet,
    DoubleCountsView,
    FilterSetViewSet,
    GapsView,
    LocalProfileViewSet,
    OfficerViewSet,
    OrderBreachViewSet,
    PlanAccessViewSet,
    PlanActionViewSet,
    PlanEntryViewSet,
    PlanLinkViewSet,
    PlanReviewViewSet,
    PlanSettingsViewSet,
    PlanViewSet,
    PreventionOrderViewSet,
    SiteViewSet,
    SnapshotViewSet,
    ThreatViewSet,
)
from findings.api import (
    BlindGradeViewSet,
    ChallengeFileViewSet,
    ChallengeViewSet,
    CheckViewSet,
    CommentViewSet,
    DraftViewSet,
    EvidenceFileViewSet,
    EvidenceViewSet,
    ExtractViewSet,
    FindingViewSet,
    InspectedBodyViewSet,
    InspectionDraftViewSet,
    InspectionViewSet,
    JudgmentViewSet,
    KeyFigureViewSet,
    LinkViewSet,
    ParagraphViewSet,
    PhaseViewSet,
    SectionViewSet,
    WorkingGradeViewSet,
)
from forces.api import ApiClientViewSet, BodyViewSet, PersonalTokenViewSet, RegionViewSet
from inspection_portal.core.description import DescriptionView, ProblemsView
from inspection_portal.core.resources import Resource
from inspection_portal.home.api import (
    AuditViewSet,
    CiteCheckView,
    CodesView,
    CountFiguresView,
    DeliveryViewSet,
    EndpointViewSet,
    EventTypesView,
    TraceFiguresView,
)
from inspection_portal.reports.api import (
    CompareDraftPdfView,
    CompareDraftView,
    CompareReportsPdfView,
    CompareReportsView,
    DraftIssueViewSet,
    DraftReportView,
    FreezeReportView,
    HistoricReadingViewSet,
    LeaveOutCountsView,
    OpenCheckView,
    PrintCountsView,
    ReportVerdictView,
    ReportViewSet,
    StageViewSet,
)
from recommendations.api import (
    AddRecommendationView,
    BodyPeopleView,
    BodyRulesViewSet,
    ChooseRemindersView,
    ClaimViewSet,
    DeadlineChangeViewSet,
    EngageLetterViewSet,
    EngageSpellViewSet,
    EntryFileViewSet,
    EntryLinkViewSet,
    HorizonView,
    MilestoneViewSet,
    NationalRecommendationViewSet,
    NationalReportViewSet,
    ProgressUpdateViewSet,
    RecommendationViewSet,
    RegisterEntryViewSet,
    ReminderPreferenceView,
    ReminderScheduleViewSet,
    SavedViewViewSet,
    Section55ResponseViewSet,
    StatusRequestViewSet,
    TrackerImportViewSet,
    UpdateRequestViewSet,
)


class RootView(Resource, APIRootView):
    """The lists there are, each with its address."""


router = DefaultRouter(use_regex_path=False)
router.APIRootView = RootView
router.include_format_suffixes = False
router.register("regions", RegionViewSet)
router.register("bodies", BodyViewSet)
router.register("inspections", InspectionViewSet)
router.register("inspected-bodies", InspectedBodyViewSet)
router.register("stages", StageViewSet, basename="stage")
router.register("reports", ReportViewSet, basename="report")
router.register("findings", FindingViewSet)
router.register("inspection-drafts", InspectionDraftViewSet, basename="inspectiondraft")
router.register("phases", PhaseViewSet, basename="phase")
router.register("sections", SectionViewSet)
router.register("drafts", DraftViewSet, basename="draft")
router.register("comments", CommentViewSet)
router.register("finding-links", LinkViewSet, basename="findinglink")
router.register("report-drafts", DraftIssueViewSet, basename="draftissue")
router.register("paragraphs", ParagraphViewSet)
router.register("evidence", EvidenceViewSet)
router.register("evidence-files", EvidenceFileViewSet)
router.register("working-grades", WorkingGradeViewSet)
router.register("blind-grades", BlindGradeViewSet)
router.register("checks", CheckViewSet, basename="check")
router.register("extracts", ExtractViewSet)
router.register("challenges", ChallengeViewSet)
router.register("challenge-files", ChallengeFileViewSet)
router.register("key-figures", KeyFigureViewSet)
router.register("judgments", JudgmentViewSet)
router.register("recommendations", RecommendationViewSet)
router.register("register-entries", RegisterEntryViewSet, basename="registerentry")
router.register("saved-views", SavedViewViewSet)
router.register("tracker-imports", TrackerImportViewSet)
router.register("deadlines", MilestoneViewSet)
router.register("deadline-requests", DeadlineChangeViewSet)
router.register("rules", BodyRulesViewSet, basename="bodyrules")
router.register("updates", ProgressUpdateViewSet)
router.register("update-requests", UpdateRequestViewSet)
router.register("entry-files", EntryFileViewSet)
router.register("claims", ClaimViewSet)
router.register("status-requests", StatusRequestViewSet, basename="statusrequest")
router.register("entry-links", EntryLinkViewSet, basename="entrylink")
router.register("national-reports", NationalReportViewSet)
router.register("national-recommendations", NationalRecommendationViewSet)
router.register("section-55-responses", Section55ResponseViewSet, basename="section55response")
router.register("engage-spells", EngageSpellViewSet)
router.register("engage-letters", EngageLetterViewSet)
router.register("reminder-schedules", ReminderScheduleViewSet)
router.register("threats", ThreatViewSet)
router.register("officers", OfficerViewSet)
router.register("assessments", AssessmentViewSet)
router.register("orders", PreventionOrderViewSet)
router.register("order-breaches", OrderBreachViewSet)
router.register("local-profiles", LocalProfileViewSet)
router.register("sites", SiteViewSet)
router.register("plans", PlanViewSet)
router.register("plan-entries", PlanEntryViewSet)
router.register("plan-actions", PlanActionViewSet)
router.register("plan-reviews", PlanReviewViewSet)
router.register("plan-links", PlanLinkViewSet)
router.register("plan-access", PlanAccessViewSet)
router.register("check-waivers", CheckWaiverViewSet)
router.register("plan-settings", PlanSettingsViewSet)
router.register("disruptions", DisruptionViewSet)
router.register("disruption-standards", DisruptionStandardViewSet)
router.register("distinct-events", DistinctEventsViewSet, basename="distinctevents")
router.register("filter-sets", FilterSetViewSet)
router.register("disruption-snapshots", SnapshotViewSet)
router.register("data-extracts", DataExtractViewSet)
router.register("historic-readings", HistoricReadingViewSet)
router.register("clients", ApiClientViewSet)
router.register("personal-tokens", PersonalTokenViewSet)
router.register("webhook-endpoints", EndpointViewSet, basename="webhookendpoint")
router.register("webhook-deliveries", DeliveryViewSet, basename="webhookdelivery")
router.register("audit", AuditViewSet, basename="auditevent")

# A person who is not signed in is led to the sign-in page, as on every page; programs get a 401.
documentation = login_required(
    SpectacularSwaggerSplitView.as_view(template_name="api/docs.html", url_name="api:schema")
)

app_name = "api"
urlpatterns = [
    path("", include(router.urls)),
    path("bodies/<uuid:uuid>/people/", BodyPeopleView.as_view(), name="body_people"),
    path("bodies/<uuid:uuid>/checks/", BodyChecksView.as_view(), name="body_checks"),
    path("bodies/<uuid:uuid>/check-counts/", BodyCountsView.as_view(), name="body_counts"),
    path(
        "bodies/<uuid:uuid>/checks/<slug:check>/cite/", CiteCheckView.as_view(), name="check_cite"
    ),
    path(
        "inspected-bodies/<uuid:uuid>/count-figures/",
        CountFiguresView.as_view(),
        name="count_figures",
    ),
    path("disruption-double-counts/", DoubleCountsView.as_view(), name="disruption_double_counts"),
    path("disruption-gaps/", GapsView.as_view(), name="disruption_gaps"),
    path(
        "inspected-bodies/<uuid:uuid>/trace-figures/",
        TraceFiguresView.as_view(),
        name="trace_figures",
    ),
    path("inspection-drafts/<uuid:uuid>/report/", DraftReportView.as_view(), name="draft_report"),
    path(
        "inspection-drafts/<uuid:uuid>/freeze-report/",
        FreezeReportView.as_view(),
        name="draft_report_freeze",
    ),
    path(
        "inspection-drafts/<uuid:uuid>/compare-report/",
        CompareDraftView.as_view(),
        name="draft_report_compare",
    ),
    path(
        "inspection-drafts/<uuid:uuid>/compare-report/pdf/",
        CompareDraftPdfView.as_view(),
        name="draft_report_compare_pdf",
    ),
    path(
        "reports/<uuid:uuid>/compared-with/<uuid:other>/",
        CompareReportsView.as_view(),
        name="report_compare",
    ),
    path(
        "reports/<uuid:uuid>/compared-with/<uuid:other>/pdf/",
        CompareReportsPdfView.as_view(),
        name="report_compare_pdf",
    ),
    path(
        "inspection-drafts/<uuid:uuid>/print-counts/",
        PrintCountsView.as_view(),
        name="counts_print",
    ),
    path(
        "inspection-drafts/<uuid:uuid>/leave-out-counts/",
        LeaveOutCountsView.as_view(),
        name="counts_leave_out",
    ),
    path("inspection-drafts/<uuid:uuid>/open-check/", OpenCheckView.as_view(), name="check_open"),
    path(
        "drafts/<uuid:uuid>/add-recommendation/",
        AddRecommendationView.as_view(),
        name="recommendation_add",
    ),
    path("check-counts/", CheckCountsView.as_view(), name="check_counts"),
    path("check-results/", CheckResultsView.as_view(), name="check_results"),
    path("disruption-figures/", DisruptionFiguresView.as_view(), name="disruption_figures"),
    path("register-horizon/", HorizonView.as_view(), name="register_horizon"),
    path("reminder-preference/", ReminderPreferenceView.as_view(), name="reminder_preference"),
    path(
        "reminder-preference/choose/",
        ChooseRemindersView.as_view(),
        name="reminder_preference_choose",
    ),
    path("webhook-event-types/", EventTypesView.as_view(), name="webhook_event_types"),
    path("report-verdict/", ReportVerdictView.as_view(), name="report_verdict"),
    path("codes/", CodesView.as_view(), name="codes"),
    path("schema/", DescriptionView.as_view(), name="schema"),
    path("docs/", documentation, name="docs"),
    path("problems/", login_required(ProblemsView.as_view()), name="problems"),
]
