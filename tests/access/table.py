"""Who gets what at which address: one row for every route of the portal.

Codes are those of the seven roles that can sign in, in the order of `world.ROLES`: on_team,
off_team, moderator, administrator, force_lead, other_lead, contributor. Whoever is not signed in,
or can't be, is led to sign in, or told 401 by the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

Codes = Mapping[str, str]

ALL = "200 200 200 200 200 200 200"
ADMINISTRATORS = "403 403 403 200 403 403 403"
PLANNERS = "200 200 200 403 403 403 403"

TEAM = "200 404 200 404 404 404 404"
TEAM_ELSE_403 = "200 403 200 403 403 403 403"
TEAM_IS_LED_ON = "302 404 302 404 404 404 404"
TEAM_IS_LED_ON_ELSE_403 = "302 403 302 403 403 403 403"
MODERATORS = "403 404 200 404 404 404 404"


def whole(draft: str, published: str) -> Codes:
    """Codes of an inspection as a whole: while it is corrected it stays published."""
    return {"draft": draft, "published": published, "corrected": published}


def text(draft: str, published: str) -> Codes:
    """Codes of what stands in an inspection: while that is corrected it is a draft again."""
    return {"draft": draft, "published": published, "corrected": draft}


# A draft is not there but for its team and moderators; what is published all may read.
READ, READ_TEXT = whole(TEAM, ALL), text(TEAM, ALL)
WRITE, WRITE_TEXT = whole(TEAM, TEAM_ELSE_403), text(TEAM, TEAM_ELSE_403)
PRESS = whole(TEAM_IS_LED_ON, TEAM_IS_LED_ON_ELSE_403)
PRESS_TEXT = text(TEAM_IS_LED_ON, TEAM_IS_LED_ON_ELSE_403)
BEHIND_THE_SCENES = whole(TEAM, TEAM)
MAKE = whole(TEAM_IS_LED_ON, TEAM_IS_LED_ON)
MODERATE = text(MODERATORS, "403 403 200 403 403 403 403")
PUBLISH = whole(MODERATORS, MODERATORS)


def same(codes: str) -> Codes:
    """Codes of what does not depend on the state of an inspection."""
    return {"published": codes}


def once_published(codes: str) -> Codes:
    """Codes of what exists from publication on, and is not a part of the text."""
    return {"published": codes, "corrected": codes}


@dataclass(frozen=True)
class Row:
    """What a route answers. `of` is what the UUID in its address is of; a method without codes is
    refused. `signed_out` is what people get who are not signed in.
    """

    name: str
    of: str = ""
    get: Codes = field(default_factory=dict)
    post: Codes = field(default_factory=dict)
    also: Mapping[str, object] = field(default_factory=dict)
    signed_out: int = 302

    @property
    def methods(self) -> dict[str, Codes]:
        return {"get": self.get, "post": self.post}


def api(name: str, of: str = "", codes: Codes | None = None) -> Row:
    return Row(f"api:{name}", of, get=codes or same(ALL), signed_out=401)


def form(name: str, of: str, codes: Codes) -> Row:
    """A page that shows a form, and shows it again where nothing is filled in."""
    return Row(name, of, get=codes, post=codes)


OPEN = (
    Row("home:health_live", get=same(ALL), signed_out=200),
    Row("home:health_ready", get=same(ALL), signed_out=200),
)

HOME = (
    Row("home:home", get=same(ALL)),
    Row("home:gallery", get=same(ALL)),
    Row("home:region", "region", get=same(ALL)),
    Row("home:body", "body", get=same(ALL)),
    Row(
        "home:audit",
        "inspection",
        get=BEHIND_THE_SCENES,
        also={"object_type": "findings.inspection"},
    ),
)

FORCES = (
    Row("forces:bodies", get=same(ALL)),
    Row("forces:people", get=same(ADMINISTRATORS)),
    Row("forces:person_add", get=same(ADMINISTRATORS), post=same(ADMINISTRATORS)),
    Row("forces:person", "person", get=same("404 404 404 200 404 404 404")),
    form("forces:role_give", "person", same("404 404 404 200 404 404 404")),
    Row(
        "forces:role_take",
        "role",
        get=same("404 404 404 200 404 404 404"),
        post=same("404 404 404 302 404 404 404"),
    ),
)

FINDINGS = (
    Row("findings:inspections", get=same(ALL)),
    Row("findings:plan", get=same(PLANNERS), post=same(PLANNERS)),
    Row("findings:inspection", "inspection", get=READ),
    form("findings:inspection_revise", "inspection", WRITE),
    Row("findings:inspection_start", "inspection", post=PRESS),
    form("findings:inspection_correct", "inspection", WRITE),
    form("findings:phase_add", "inspection", WRITE),
    form("findings:phase_revise", "phase", BEHIND_THE_SCENES),
    form("findings:phase_remove", "phase", BEHIND_THE_SCENES),
    Row("findings:sections", "inspection", get=READ_TEXT),
    form("findings:section_add", "inspection", WRITE),
    form("findings:section_revise", "section", WRITE_TEXT),
    Row("findings:section_move", "section", post=PRESS_TEXT),
    form("findings:section_delete", "section", WRITE_TEXT),
    Row("findings:region", "inspection", get=READ_TEXT),
    form("findings:region_introduce", "inspection", WRITE),
    Row("findings:chapter", "chapter", get=READ_TEXT),
    form("findings:chapter_introduce", "chapter", WRITE_TEXT),
    Row(
        "findings:area_introduce", "chapter", get=WRITE_TEXT, post=WRITE_TEXT, also={"position": 1}
    ),
    form("findings:finding_add", "inspection", WRITE),
    Row("findings:finding", "finding", get=READ_TEXT),
    form("findings:finding_revise", "finding", WRITE_TEXT),
    Row("findings:finding_move", "finding", post=PRESS_TEXT),
    form("findings:finding_place", "finding", WRITE_TEXT),
    form("findings:finding_delete", "finding", WRITE_TEXT),
    Row("findings:finding_confirm", "finding", post=PRESS_TEXT),
    form("findings:grade_propose", "chapter", WRITE_TEXT),
    Row("findings:judgment", "judgment", get=READ_TEXT),
    form("findings:grade_moderate", "judgment", MODERATE),
    form("findings:grade_finalise", "judgment", MODERATE),
)

# Entries exist once a report is published: of the force of force_lead, not of other_lead.
RECOMMENDATIONS = (
    Row("recommendations:register", get=same(ALL)),
    Row("recommendations:register_csv", get=same(ALL)),
    Row("recommendations:register_xlsx", get=same(ALL)),
    Row("recommendations:entry", "entry", get=once_published("200 200 200 404 200 404 200")),
    form("recommendations:entry_assign", "entry", once_published("403 403 403 404 200 404 403")),
    form("recommendations:entry_status", "entry", once_published("200 200 200 404 403 404 403")),
    Row("recommendations:recommendations", "concern", get=WRITE_TEXT),
    form("recommendations:recommendation_add", "concern", WRITE_TEXT),
    form("recommendations:recommendation_revise", "recommendation", WRITE_TEXT),
    Row("recommendations:recommendation_move", "recommendation", post=WRITE_TEXT),
    form("recommendations:recommendation_delete", "recommendation", WRITE_TEXT),
)

REPORTS = (
    Row("reports:preview", "inspection", get=READ),
    Row("reports:make", "inspection", post=MAKE),
    form("reports:publish", "inspection", PUBLISH),
    form("reports:publish_correction", "inspection", PUBLISH),
    Row("reports:issue", "issue", get=READ),
    Row("reports:make_again", "issue", post=PRESS),
    Row("reports:download", "issue", get=READ),
)

API = (
    api("api-root"),
    api("schema"),
    Row("api:docs", get=same(ALL)),
    api("region-list"),
    api("region-detail", "region"),
    api("body-list"),
    api("body-detail", "body"),
    api("inspection-list"),
    api("inspection-detail", "inspection", READ),
    api("finding-list"),
    api("finding-detail", "finding", READ_TEXT),
    api("judgment-list"),
    api("judgment-detail", "judgment", READ_TEXT),
    api("recommendation-list"),
    api("recommendation-detail", "recommendation", READ_TEXT),
    api("registerentry-list"),
    api("registerentry-detail", "entry", once_published("200 200 200 404 200 404 200")),
)

TABLE = (*OPEN, *HOME, *FORCES, *FINDINGS, *RECOMMENDATIONS, *REPORTS, *API)

# The pages of signing in are the same for everybody: for those signed out, and for those signed in.
ACCOUNTS = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_inactive": (200, 200),
    "account_change_password": (302, 200),
    "account_reset_password": (200, 200),
    "account_reset_password_done": (200, 200),
    "account_reset_password_from_key": (200, 200),
    "account_reset_password_from_key_done": (200, 200),
}
