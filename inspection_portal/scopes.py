"""Which scope a token needs at which address of the API: one table of all its routes."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from forces.authentication import CHALLENGE
from forces.scopes import READ_ONLY, SCOPES, Resource, to_read, to_write
from inspection_portal.core.authentication import Allowed
from inspection_portal.core.problem_kinds import Refusal

# Routes by the basename in the router, and views of their own by the name of their class.
RESOURCES: Mapping[str, Resource] = {
    **dict.fromkeys(
        ["RootView", "region", "body", "CodesView", "ProblemsView"], Resource.REFERENCE
    ),
    **dict.fromkeys(
        [
            *("inspection", "inspectedbody", "stage", "finding", "judgment", "keyfigure"),
            *("report", "ReportVerdictView", "CompareReportsView", "CompareReportsPdfView"),
        ],
        Resource.INSPECTIONS,
    ),
    **dict.fromkeys(
        [
            *("inspectiondraft", "phase", "section", "evidencefile", "draftissue"),
            *("DraftReportView", "FreezeReportView", "AddRecommendationView"),
            *("CompareDraftView", "CompareDraftPdfView"),
            *("PrintCountsView", "LeaveOutCountsView"),
            *("draft", "comment", "findinglink", "paragraph", "evidence"),
            *("workinggrade", "blindgrade"),
            *("CiteCheckView", "CountFiguresView", "TraceFiguresView"),
        ],
        Resource.DRAFTS,
    ),
    **dict.fromkeys(
        ["check", "extract", "challenge", "challengefile", "OpenCheckView"], Resource.CHECKS
    ),
    **dict.fromkeys(
        [
            *("recommendation", "registerentry", "trackerimport", "milestone", "deadlinechange"),
            *("bodyrules", "progressupdate", "updaterequest", "entryfile", "claim"),
            *(
                "statusrequest",
                "entrylink",
                "engagespell",
                "engageletter",
                "BodyPeopleView",
                "HorizonView",
            ),
        ],
        Resource.REGISTER,
    ),
    "section55response": Resource.ANSWERS,
    **dict.fromkeys(["nationalreport", "nationalrecommendation"], Resource.NATIONAL),
    **dict.fromkeys(
        ["savedview", "reminderschedule", "ReminderPreferenceView", "ChooseRemindersView"],
        Resource.SAVED_VIEWS,
    ),
    **dict.fromkeys(
        [
            *("threat", "officer", "assessment", "preventionorder", "orderbreach"),
            *("localprofile", "site"),
        ],
        Resource.THREATS,
    ),
    **dict.fromkeys(
        [
            *("plan", "planentry", "planaction", "planreview", "planlink", "planaccess"),
            *("checkwaiver", "plansettings"),
            *("BodyChecksView", "BodyCountsView", "CheckCountsView", "CheckResultsView"),
        ],
        Resource.PLANS,
    ),
    **dict.fromkeys(
        [
            *("disruption", "disruptionstandard", "distinctevents", "filterset", "snapshot"),
            *("DisruptionFiguresView", "DoubleCountsView", "GapsView"),
        ],
        Resource.DISRUPTIONS,
    ),
    "dataextract": Resource.DATA_EXTRACTS,
    "historicreading": Resource.HISTORIC,
    "auditevent": Resource.AUDIT,
    **dict.fromkeys(["webhookendpoint", "webhookdelivery", "EventTypesView"], Resource.WEBHOOKS),
    **dict.fromkeys(["apiclient", "personaltoken"], Resource.CLIENTS),
}


def route_of(view: object) -> str:
    """By what the table knows a view."""
    return str(getattr(view, "basename", None) or type(view).__name__)


def scope_for(view: object, method: str) -> str | None:
    """The scope that a request of that method needs there; None where no token gets in.

    A change of what is only read is no matter of scopes: it is answered 405.
    """
    resource = RESOURCES.get(route_of(view))
    if resource is None:
        return None
    is_read = method in SAFE_METHODS or resource in READ_ONLY
    return to_read(resource) if is_read else to_write(resource)


class InsufficientScope(Refusal, code="insufficient_scope"):
    """The token lacks the scope; without one, no token gets in."""

    def __init__(self, scope: str | None) -> None:
        self.auth_header = f'{CHALLENGE}, error="insufficient_scope"'
        if scope is None:
            super().__init__("No token gets in here. Do it on the pages of the portal.")
        else:
            super().__init__(f"This needs the scope {scope}: use a token that has it.")
            self.auth_header += f', scope="{scope}"'


class HasScope(BasePermission):
    """A token does what its scopes say, and never what the person behind it may do besides. The
    sign-in of a browser has no scopes.
    """

    def has_permission(self, request: Request, view: object) -> bool:
        if isinstance(request.auth, Allowed):
            scope = scope_for(view, str(request.method))
            if scope not in request.auth.scopes:
                raise InsufficientScope(scope)
        return True


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the documentation of the API describes tokens, and the scope of each operation."""

    target_class = "forces.authentication.Bearer"
    name = ["client", "personalToken"]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        scope = scope_for(auto_schema.view, auto_schema.method)
        return [{name: [scope]} for name in self.name] if scope else []

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, Any]]:
        flow = {"tokenUrl": "/oauth/token/", "scopes": dict(SCOPES)}
        return [
            {
                "type": "oauth2",
                "description": "Access tokens of a client, each for an hour.",
                "flows": {"clientCredentials": flow},
            },
            {
                "type": "http",
                "scheme": "bearer",
                "description": "A token that a person made for a program of their own.",
            },
        ]
