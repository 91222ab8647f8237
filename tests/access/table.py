"""Who gets what at which address: one row for every route of the portal.

An answer is worked out from three groups of the people in `world.SIGNED_IN`: those who may get the
code they ask for, those who only see that the thing is there (403), and the rest (404). Whoever is
not signed in, or can't be, is led to sign in, or told 401 by the API.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.access.world import SIGNED_IN

Who = frozenset[str]
Codes = Mapping[str, int]
CodesByState = Mapping[str, Codes]


def those(names: str) -> Who:
    who = frozenset(names.split())
    assert who <= set(SIGNED_IN), who - set(SIGNED_IN)
    return who


EVERYBODY = frozenset(SIGNED_IN)
ADMINISTRATOR = those("administrator")
MODERATOR = those("moderator")
OPERATOR = those("operator")
WRITERS = those("on_team moderator")
READERS_OF_DRAFTS = WRITERS | those("hmi publisher")
PLANNERS = WRITERS | those("off_team")
LEADS = those("force_lead other_lead rocu_lead policing_body")
OF_THE_FORCE = those("force_lead contributor policing_body")
AUDITOR = those("auditor")
READERS_OF_THE_REGISTER = PLANNERS | those("hmi publisher auditor")


def to(may: Who, sees: Who, code: int = 200) -> Codes:
    """That code to those who may, 403 to those who see no more than that it is there, else 404."""
    return {role: code if role in may else 403 if role in sees else 404 for role in SIGNED_IN}


ALL = to(EVERYBODY, sees=EVERYBODY)
ADMINISTRATORS = to(ADMINISTRATOR, sees=EVERYBODY)


def whole(draft: Codes, published: Codes) -> CodesByState:
    """Codes of an inspection as a whole: while it is corrected it stays published."""
    return {"draft": draft, "published": published, "corrected": published}


def text(draft: Codes, published: Codes) -> CodesByState:
    """Codes of what stands in an inspection: while that is corrected it is a draft again."""
    return {"draft": draft, "published": published, "corrected": draft}


def changed(may: Who, *, part: bool = False, code: int = 200, behind: bool = False) -> CodesByState:
    """Codes of what changes an inspection, or a `part` of its text. A draft is not there but for
    its readers; what is published all may read, except what stays `behind` it.
    """
    draft = to(may, sees=READERS_OF_DRAFTS, code=code)
    published = to(may, sees=READERS_OF_DRAFTS if behind else EVERYBODY, code=code)
    return text(draft, published) if part else whole(draft, published)


DRAFT = to(READERS_OF_DRAFTS, sees=READERS_OF_DRAFTS)
READ, READ_TEXT, READ_BEHIND = whole(DRAFT, ALL), text(DRAFT, ALL), whole(DRAFT, DRAFT)
WRITE, WRITE_TEXT = changed(WRITERS), changed(WRITERS, part=True)
PRESS, PRESS_TEXT = changed(WRITERS, code=302), changed(WRITERS, part=True, code=302)
WRITE_BEHIND = changed(WRITERS, behind=True)
PRESS_BEHIND = changed(WRITERS, behind=True, code=302)
MAKE = changed(READERS_OF_DRAFTS, behind=True, code=302)
MODERATE = changed(MODERATOR, part=True)
SIGN_OFF = changed(those("hmi"), behind=True)
PUBLISH = changed(those("publisher"), behind=True)


def same(codes: Codes) -> CodesByState:
    """Codes of what does not depend on the state of an inspection."""
    return {"published": codes}


def once_published(codes: Codes) -> CodesByState:
    """Codes of what exists from publication on, and is not a part of the text."""
    return {"published": codes, "corrected": codes}


@dataclass(frozen=True)
class Row:
    """What a route answers. `of` is what the UUID in its address is of; a method without codes is
    refused. `signed_out` is what people get who are not signed in, None
    where that is what all others get.
    """

    name: str
    of: str = ""
    get: CodesByState = field(default_factory=dict)
    post: CodesByState = field(default_factory=dict)
    patch: CodesByState = field(default_factory=dict)
    also: Mapping[str, object] = field(default_factory=dict)
    signed_out: int | None = 302

    @property
    def methods(self) -> dict[str, CodesByState]:
        return {"get": self.get, "post": self.post, "patch": self.patch}


def api(name: str, of: str = "", codes: CodesByState | None = None) -> Row:
    return Row(f"api:{name}", of, get=codes or same(ALL), signed_out=401)


def named(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Verbs that change what was read: whoever does not say which version that was is told so first.
OF_A_VERSION = named(
    """
    assessment-record-moderation bodyrules-choose claim-verify claim-withdraw
    deadlinechange-decide deadlinechange-withdraw disruption-moderate disruption-reopen
    disruption-resubmit disruptionstandard-set draft-arrange draft-confirm draft-mark draft-move
    draft-place draft-remove draft-restore engagespell-leave evidence-withdraw filterset-add
    historicreading-date historicreading-discard historicreading-load historicreading-tell
    inspectedbody-introduce inspectedbody-introduce-area inspectedbody-propose
    inspectedbody-working-grade inspectiondraft-change-team inspectiondraft-introduce-region
    judgment-finalise judgment-moderate keyfigure-remove milestone-record-event
    milestone-request-deadline nationalrecommendation-take-out nationalreport-open
    officer-record-left orderbreach-settle phase-remove plan-close plan-name-writer
    plan-put-in-force plan-record-check planaction-report planentry-remove planlink-unlink
    plansettings-set preventionorder-check preventionorder-discharge preventionorder-manage
    preventionorder-release recommendation-move recommendation-remove registerentry-assign
    registerentry-claim registerentry-drop-target registerentry-record-status
    registerentry-request-status registerentry-set-target registerentry-update savedview-delete
    section-move section-remove section55response-invite section55response-publish site-end
    site-move stage-move stage-publish stage-publish-correction stage-recall stage-redact
    stage-sign-off stage-withdraw statusrequest-authorise statusrequest-decline
    statusrequest-withdraw threat-end threat-end-responsibility threat-reopen
    """
)


def unread(codes: CodesByState) -> CodesByState:
    """These codes, where a 400 is a 428: what is sent is not looked at without a version."""
    return {
        state: {role: 428 if code == 400 else code for role, code in by_role.items()}
        for state, by_role in codes.items()
    }


def sent(name: str, of: str, codes: CodesByState) -> Row:
    """A verb that is sent with nothing, not even a version, and answers so."""
    told = unread(codes) if name in OF_A_VERSION else codes
    return Row(f"api:{name}", of, post=told, signed_out=401)


def verb(name: str, of: str, may: Who) -> Row:
    """A verb on a part of the text, sent with nothing: refused as such to those who may."""
    return sent(name, of, changed(may, part=True, code=400))


def verb_behind(name: str, of: str) -> Row:
    """A verb on what never leaves the inspectorate."""
    return sent(name, of, changed(WRITERS, behind=True, code=400))


def form(name: str, of: str, codes: CodesByState) -> Row:
    """A page that shows a form, and shows it again where nothing is filled in."""
    return Row(name, of, get=codes, post=codes)


OPEN = (
    Row("home:health_live", get=same(ALL), signed_out=200),
    Row("home:health_ready", get=same(ALL), signed_out=200),
)

HOME = (
    # Partners are led on to the actions that are given to them.
    Row("home:home", get=same(to(EVERYBODY, EVERYBODY) | {"partner": 302})),
    Row("home:gallery", get=same(ALL)),
    Row("home:region", "region", get=same(ALL)),
    Row("home:body", "body", get=same(ALL)),
)

AUDIT_ALL = same(to(AUDITOR, sees=EVERYBODY))
READERS_OF_TRAILS = READERS_OF_DRAFTS | AUDITOR
_TRAIL = to(READERS_OF_TRAILS, sees=READERS_OF_TRAILS)
READ_TRAIL = whole(_TRAIL, _TRAIL)
OF_INSPECTION = {"object_type": "findings.inspection"}

AUDIT = (
    Row("home:trail", get=AUDIT_ALL),
    Row("home:trail_csv", get=AUDIT_ALL),
    Row("home:audit_chain", get=AUDIT_ALL),
    Row("home:person_audit", "person", get=same(to(AUDITOR, sees=AUDITOR))),
    Row("home:audit", "inspection", get=READ_TRAIL, also=OF_INSPECTION),
    Row("home:history", "inspection", get=READ_TRAIL, also=OF_INSPECTION),
    Row("home:readers", "inspection", get=READ_TRAIL, also=OF_INSPECTION),
)

OWN_MESSAGE = same(to(those("force_lead"), sees=those("force_lead"), code=302))
RUN_JOBS = to(OPERATOR, sees=OPERATOR, code=302)

MESSAGES = (
    Row("home:messages", get=same(ALL)),
    Row("home:messages_read", post=same(to(EVERYBODY, sees=EVERYBODY, code=302))),
    Row("home:message_read", "message", post=OWN_MESSAGE),
    Row("home:jobs", get=same(to(OPERATOR, sees=EVERYBODY))),
    Row("home:message_send_again", "message", post=same(RUN_JOBS)),
    Row("home:issue_make_again", "draft_issue", post=whole(RUN_JOBS, RUN_JOBS)),
    Row(
        "core:draft",
        post=same(to(EVERYBODY, sees=EVERYBODY, code=400)),
        also={"key": "inspections/new"},
        signed_out=401,
    ),
    Row("core:stay", post=same(ALL), signed_out=401),
)

ADMINISTRATOR_ELSE_404 = same(to(ADMINISTRATOR, sees=ADMINISTRATOR))
EDIT_LISTS = same(ADMINISTRATORS)

LISTS = (
    Row("home:lists", get=EDIT_LISTS),
    Row("home:list_items", get=EDIT_LISTS, also={"key": "themes"}),
    Row("home:list_item_add", get=EDIT_LISTS, post=EDIT_LISTS, also={"key": "themes"}),
    Row(
        "home:list_item_revise",
        "theme",
        ADMINISTRATOR_ELSE_404,
        ADMINISTRATOR_ELSE_404,
        also={"key": "themes"},
    ),
    Row(
        "home:list_item_end",
        "theme",
        ADMINISTRATOR_ELSE_404,
        ADMINISTRATOR_ELSE_404,
        also={"key": "themes"},
    ),
)

FORCES = (
    Row("forces:bodies", get=same(ALL)),
    Row("forces:people", get=same(ADMINISTRATORS)),
    Row("forces:person_add", get=same(ADMINISTRATORS), post=same(ADMINISTRATORS)),
    Row("forces:person", "person", get=ADMINISTRATOR_ELSE_404),
    form("forces:person_revise", "person", ADMINISTRATOR_ELSE_404),
    form("forces:person_close", "person", ADMINISTRATOR_ELSE_404),
    form("forces:person_reopen", "person", ADMINISTRATOR_ELSE_404),
    form("forces:role_give", "person", ADMINISTRATOR_ELSE_404),
    Row(
        "forces:role_take",
        "role",
        get=ADMINISTRATOR_ELSE_404,
        post=same(to(ADMINISTRATOR, sees=ADMINISTRATOR, code=302)),
    ),
)

OWN_TOKEN = same(to(those("force_lead administrator"), sees=those("force_lead administrator")))
CLIENT_VERBS = (("renew-secret", 428), ("revoke", 200))

ACCESS = (
    Row("forces:clients", get=same(ADMINISTRATORS)),
    form("forces:client_add", "", same(ADMINISTRATORS)),
    Row("forces:client", "api_client", get=ADMINISTRATOR_ELSE_404),
    form("forces:client_revise", "api_client", ADMINISTRATOR_ELSE_404),
    form("forces:client_secret", "api_client", ADMINISTRATOR_ELSE_404),
    Row(
        "forces:client_revoke",
        "api_client",
        get=ADMINISTRATOR_ELSE_404,
        post=same(to(ADMINISTRATOR, sees=ADMINISTRATOR, code=302)),
    ),
    Row("forces:tokens", get=same(ALL)),
    form("forces:token_make", "", same(ALL)),
    Row(
        "forces:token_revoke",
        "personal_token",
        get=OWN_TOKEN,
        post=same(to(those("force_lead administrator"), those("force_lead administrator"), 302)),
    ),
    # Programs say who they are in what they send: without it, nobody gets anything.
    *(
        Row(f"forces:oauth_{verb}", post=same(to(EVERYBODY, EVERYBODY, 400)), signed_out=400)
        for verb in ("token", "revoke")
    ),
    api("apiclient-list"),
    api("apiclient-detail", "api_client", ADMINISTRATOR_ELSE_404),
    sent("apiclient-add", "", same(to(ADMINISTRATOR, sees=EVERYBODY, code=400))),
    *(
        sent(f"apiclient-{verb}", "api_client", same(to(ADMINISTRATOR, ADMINISTRATOR, code)))
        for verb, code in CLIENT_VERBS
    ),
    api("personaltoken-list"),
    api("personaltoken-detail", "personal_token", OWN_TOKEN),
    sent("personaltoken-revoke", "personal_token", OWN_TOKEN),
)

PLAN = same(to(PLANNERS, sees=EVERYBODY))

FINDINGS = (
    Row("findings:inspections", get=same(ALL)),
    Row("findings:plan", get=PLAN, post=PLAN),
    Row("findings:inspection", "inspection", get=READ),
    form("findings:inspection_revise", "inspection", WRITE),
    form("findings:inspection_correct", "inspection", WRITE),
    form("findings:phase_add", "inspection", WRITE),
    form("findings:phase_revise", "phase", WRITE_BEHIND),
    form("findings:phase_remove", "phase", WRITE_BEHIND),
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

GIVEN_BLIND = whole(to(those("on_team"), sees=those("on_team")), DRAFT)

# Nobody owes a blind grade, so that its page leads everybody on to what they may see.
GRADES = (
    Row("findings:moderation", "inspection", get=READ_BEHIND),
    Row("findings:themes", "inspection", get=READ_BEHIND),
    Row("findings:regional_draft", "inspection", post=PRESS),
    Row("findings:grades", "chapter", get=READ_BEHIND),
    Row("findings:working_grade", "chapter", get=WRITE_TEXT, post=WRITE_TEXT, also={"position": 1}),
    Row("findings:blind_grade", "chapter", get=PRESS_TEXT, post=WRITE_TEXT),
    Row("findings:blind_ask", "chapter", post=PRESS_TEXT),
    Row("findings:blind_decline", "chapter", post=PRESS_TEXT),
)

EVIDENCE = (
    Row("findings:evidence", "inspection", get=READ_BEHIND),
    form("findings:evidence_add", "inspection", WRITE_BEHIND),
    Row("findings:evidence_item", "evidence", get=READ_BEHIND),
    form("findings:evidence_revise", "evidence", WRITE_BEHIND),
    form("findings:evidence_withdraw", "evidence", WRITE_BEHIND),
    form("findings:evidence_file_add", "evidence", WRITE_BEHIND),
    Row("findings:evidence_file", "evidence_file", get=READ_BEHIND),
    Row("findings:trace", "inspection", get=READ_BEHIND),
    Row("findings:evidence_link", "paragraph", post=PRESS_BEHIND),
    Row("findings:evidence_unlink", "paragraph", post=PRESS_BEHIND),
    form("findings:closed_add", "finding", WRITE_BEHIND),
    form("findings:closed_read", "closed", READ_BEHIND),
    Row("findings:closed_revise", "closed", post=WRITE_BEHIND),
    form("findings:closed_remove", "closed", WRITE_BEHIND),
)

DRAFTING = (
    Row("findings:board", "chapter", get=READ_BEHIND),
    Row("findings:region_board", "inspection", get=READ_BEHIND),
    Row("findings:finding_arrange", "finding", post=PRESS_TEXT),
    Row("findings:finding_mark", "finding", post=PRESS_TEXT),
    Row("findings:finding_presence", "finding", post=WRITE_TEXT),
    Row("findings:finding_history", "finding", get=READ_BEHIND),
    Row("findings:finding_restore", "finding", post=PRESS_TEXT, also={"version": 1}),
    Row("findings:comments", "inspection", get=READ_BEHIND),
    form("findings:finding_comment", "finding", WRITE_TEXT),
    form("findings:paragraph_comment", "paragraph", WRITE_BEHIND),
    form("findings:comment_answer", "comment", WRITE_BEHIND),
    Row("findings:comment_resolve", "comment", post=PRESS_BEHIND),
    form("findings:link_add", "finding", WRITE_TEXT),
    Row("findings:link_remove", "findinglink", post=PRESS_BEHIND),
)

# Of a draft in the check: the extract of the force of force_lead, who has challenged it.
IN_CHECK = READERS_OF_DRAFTS | those("force_lead contributor")
READ_IN_CHECK = same(to(IN_CHECK, sees=IN_CHECK))
RUN_CHECK = same(to(WRITERS, sees=READERS_OF_DRAFTS))
DECIDE = same(to(WRITERS, sees=IN_CHECK))


def answered(code: int, *, by: str = "force_lead") -> CodesByState:
    """Codes of what only the leads of a body do in the check."""
    return same(to(those(by), sees=IN_CHECK, code=code))


CHECK = (
    Row("findings:check", "inspection", get=READ_BEHIND),
    form("reports:check_open", "inspection", WRITE_BEHIND),
    form("findings:check_extend", "check", RUN_CHECK),
    Row(
        "findings:check_close",
        "check",
        get=RUN_CHECK,
        post=same(to(WRITERS, sees=READERS_OF_DRAFTS, code=302)),
    ),
    Row("findings:extract", "extract", get=READ_IN_CHECK),
    Row("findings:extract_nothing", "extract", post=answered(302)),
    Row(
        "findings:challenge_raise",
        "extract",
        get=answered(200),
        post=answered(200),
        also={"number": 1},
    ),
    Row("findings:challenge", "challenge", get=READ_IN_CHECK),
    Row("findings:challenge_withdraw", "challenge", post=answered(302)),
    form("findings:challenge_decide", "challenge", DECIDE),
    Row("findings:challenge_confirm", "challenge", post=same(to(WRITERS, IN_CHECK, 302))),
    form("findings:challenge_send_back", "challenge", DECIDE),
    Row("findings:challenge_file", "challenge_file", get=READ_IN_CHECK),
)

# Entries exist once a report is published: of the force of force_lead, not of other_lead.
SEES_ENTRY = READERS_OF_THE_REGISTER | OF_THE_FORCE
READ_ENTRY = once_published(to(SEES_ENTRY, sees=SEES_ENTRY))
ASSIGN = once_published(to(those("force_lead"), sees=SEES_ENTRY))
# Who was told of a deadline: the inspectorate, and the leads of a body of its own entries.
READ_NOTICES = to(
    READERS_OF_THE_REGISTER | those("force_lead other_lead rocu_lead policing_body"), sees=EVERYBODY
)
READ_NOTICES_OF_ENTRY = once_published(
    to(READERS_OF_THE_REGISTER | those("force_lead"), sees=SEES_ENTRY)
)
RECORD_STATUS = once_published(to(PLANNERS, sees=SEES_ENTRY))
TAKES_FILES = READERS_OF_THE_REGISTER | those("force_lead contributor")
READ_FILE = once_published(to(TAKES_FILES, sees=TAKES_FILES))
ACTS = those("force_lead contributor")


def of_entry(may: Who, code: int = 200) -> CodesByState:
    """Codes of what some of those do who see an entry."""
    return once_published(to(may, sees=SEES_ENTRY, code=code))


WRITE_ANSWER = once_published(to(those("policing_body"), sees=SEES_ENTRY))
SEND_ANSWER = once_published(to(those("policing_body"), sees=SEES_ENTRY, code=400))

OWN_TRACKER = same(to(those("force_lead"), sees=those("force_lead")))
CONFIRM_TRACKER = same(to(those("force_lead"), sees=those("force_lead"), code=302))

RECOMMENDATIONS = (
    Row("recommendations:register", get=same(ALL)),
    Row("recommendations:register_csv", get=same(ALL)),
    Row("recommendations:register_xlsx", get=same(ALL)),
    Row("recommendations:entry", "entry", get=READ_ENTRY),
    form("recommendations:entry_assign", "entry", ASSIGN),
    form("recommendations:entry_status", "entry", RECORD_STATUS),
    form("recommendations:entry_update", "entry", of_entry(ACTS | PLANNERS)),
    form("recommendations:entry_file_add", "entry", of_entry(ACTS)),
    form("recommendations:entry_claim", "entry", of_entry(those("force_lead"))),
    form("recommendations:entry_ask", "entry", of_entry(PLANNERS)),
    form("recommendations:claim_withdraw", "claim", of_entry(those("force_lead"))),
    Row("recommendations:entry_file", "entry_file", get=READ_FILE),
    form(
        "recommendations:register_several",
        "",
        same(to(PLANNERS | LEADS | those("contributor"), sees=EVERYBODY)),
    ),
    form("recommendations:hand_over", "", same(to(LEADS, sees=EVERYBODY))),
    form("recommendations:tracker_import", "", same(to(LEADS, sees=EVERYBODY))),
    Row("recommendations:tracker", "tracker", get=OWN_TRACKER),
    Row("recommendations:tracker_confirm", "tracker", post=CONFIRM_TRACKER),
    Row("recommendations:tracker_rejected", "tracker", get=OWN_TRACKER),
    Row("recommendations:answers", get=same(ALL)),
    Row("recommendations:answer", "section_55", get=READ_ENTRY),
    *(
        form(f"recommendations:answer_{verb}", "section_55", WRITE_ANSWER)
        for verb in ("invite", "write", "publish")
    ),
    Row("recommendations:notices", get=same(READ_NOTICES)),
    Row("recommendations:notices_csv", get=same(READ_NOTICES)),
    Row("recommendations:entry_notices_csv", "entry", get=READ_NOTICES_OF_ENTRY),
    form("recommendations:reminder_preferences", "", same(ALL)),
    Row("recommendations:schedules", get=EDIT_LISTS),
    form("recommendations:schedule_revise", "schedule", ADMINISTRATOR_ELSE_404),
    Row("recommendations:recommendations", "concern", get=WRITE_TEXT),
    form("recommendations:recommendation_add", "concern", WRITE_TEXT),
    form("recommendations:recommendation_revise", "recommendation", WRITE_TEXT),
    Row("recommendations:recommendation_move", "recommendation", post=WRITE_TEXT),
    form("recommendations:recommendation_delete", "recommendation", WRITE_TEXT),
)

MAKE_AGAIN = whole(
    to(READERS_OF_DRAFTS, sees=READERS_OF_DRAFTS, code=302),
    to(READERS_OF_DRAFTS | OPERATOR, sees=EVERYBODY, code=302),
)

# Only a draft goes to moderation; elsewhere the step is not open, and its readers are told so.
MOVE_ON = whole(
    to(WRITERS, sees=READERS_OF_DRAFTS),
    to(READERS_OF_DRAFTS, sees=READERS_OF_DRAFTS, code=302),
)

# A draft is no report, even to those who read it.
READ_ISSUED = whole(to(frozenset(), frozenset()), ALL)

# Where somebody may read one version alone, they are led to the page that says so.
COMPARE_PRINTED = whole(
    DRAFT, to(READERS_OF_DRAFTS, sees=EVERYBODY) | dict.fromkeys(EVERYBODY - READERS_OF_DRAFTS, 302)
)

REPORTS = (
    Row("reports:preview", "inspection", get=READ),
    Row("reports:preview_section", "inspection", get=READ, also={"section": "body-1"}),
    Row("reports:make", "inspection", post=MAKE),
    Row("reports:readiness", "inspection", get=READ_BEHIND),
    Row("reports:compare", "inspection", get=READ),
    Row("reports:compare_pdf", "inspection", get=COMPARE_PRINTED),
    Row("reports:charts", "inspection", get=READ_BEHIND),
    Row("reports:chart_print", "inspection", post=PRESS_BEHIND, also={"subject": "register"}),
    Row("reports:chart_leave_out", "inspection", post=PRESS_BEHIND, also={"subject": "register"}),
    Row("reports:move", "inspection", get=MOVE_ON, post=MOVE_ON, also={"to": "moderation"}),
    form("reports:sign_off", "inspection", SIGN_OFF),
    form("reports:publish", "inspection", PUBLISH),
    form("reports:recall", "inspection", PUBLISH),
    form("reports:withdraw", "inspection", PUBLISH),
    form("reports:redact", "inspection", PUBLISH),
    form("reports:publish_correction", "inspection", PUBLISH),
    form("reports:accelerate", "concern", PUBLISH),
    Row("reports:issue", "issue", get=READ),
    Row("reports:make_again", "issue", post=MAKE_AGAIN),
    Row("reports:stop_making", "issue", post=MAKE_AGAIN),
    Row("reports:download", "issue", get=READ),
    Row("verify", get=same(ALL), post=same(ALL), signed_out=200),
    api("report_verdict", codes=same(to(EVERYBODY, EVERYBODY, code=400))),
    api("report-list"),
    *(
        api(f"report-{name}", "issue", READ_ISSUED)
        for name in ("detail", "document", "html", "pdf", "docx", "linked-data")
    ),
    *(api(f"report_{name}", "issue", READ_ISSUED) for name in ("compare", "compare_pdf")),
    # What is published everybody reads, signed in or not, and nobody reads anything else there.
    *(
        Row(f"publications:{name}", get=same(ALL), signed_out=200)
        for name in ("every", "feed", "calendar")
    ),
    *(
        Row(f"publications:{name}", "issue", get=READ_ISSUED, signed_out=None)
        for name in (
            *("page", "whole", "pdf", "docx", "linked_data", "compared_with"),
            *("welsh:page", "welsh:whole", "welsh:docx"),
        )
    ),
    *(
        Row(
            f"publications:{edition}{name}",
            "issue",
            get=READ_ISSUED,
            also={"section": "body-1"},
            signed_out=None,
        )
        for edition in ("", "welsh:")
        for name in ("section", "summary", "summary_pdf")
    ),
    replace(api("report-summaries", "issue", READ_ISSUED), also={"section": "body-1"}),
)

NOT_NOW = to(READERS_OF_DRAFTS, sees=READERS_OF_DRAFTS, code=409)
# While a correction is open, the PDF of its draft is still to be made.
PDF_OF_DRAFT = {**whole(DRAFT, DRAFT), "corrected": NOT_NOW}
STOP_MAKING = {**whole(NOT_NOW, NOT_NOW), "corrected": DRAFT}

API = (
    api("api-root"),
    api("codes"),
    api("auditevent-list"),
    # What one did is for oneself, though others may read the whole trail on pages.
    api("auditevent-detail", "audit_line", same(to(those("on_team"), frozenset()))),
    api("schema"),
    Row("api:docs", get=same(ALL)),
    Row("api:problems", get=same(ALL)),
    api("region-list"),
    api("region-detail", "region"),
    api("body-list"),
    api("body-detail", "body"),
    api("inspection-list"),
    api("inspection-detail", "inspection", READ),
    api("stage-detail", "inspection", READ_BEHIND),
    sent("stage-move", "inspection", changed(READERS_OF_DRAFTS, behind=True, code=400)),
    sent("stage-plan-redaction", "inspection", changed(those("publisher"), behind=True, code=409)),
    sent("stage-sign-off", "inspection", changed(those("hmi"), behind=True, code=400)),
    *(
        sent(f"stage-{step}", "inspection", changed(those("publisher"), behind=True, code=400))
        for step in ("publish", "publish-correction", "recall", "withdraw", "accelerate", "redact")
    ),
    api("finding-list"),
    api("finding-detail", "finding", READ_TEXT),
    api("judgment-list"),
    api("judgment-detail", "judgment", READ_TEXT),
    verb("judgment-moderate", "judgment", MODERATOR),
    verb("judgment-finalise", "judgment", MODERATOR),
    api("inspectedbody-list"),
    api("inspectedbody-detail", "chapter", READ_TEXT),
    verb("inspectedbody-propose", "chapter", WRITERS),
    verb("inspectedbody-working-grade", "chapter", WRITERS),
    verb("inspectedbody-blind-grade", "chapter", WRITERS),
    verb("inspectedbody-ask-for-blind-grade", "chapter", WRITERS),
    sent("inspectedbody-decline-blind-grade", "chapter", changed(WRITERS, part=True, code=409)),
    verb("inspectedbody-introduce", "chapter", WRITERS),
    verb("inspectedbody-introduce-area", "chapter", WRITERS),
    api("workinggrade-list"),
    api("workinggrade-detail", "workinggrade", READ_BEHIND),
    api("blindgrade-list"),
    api("blindgrade-detail", "blindgrade", GIVEN_BLIND),
    api("extract-list"),
    api("extract-detail", "extract", READ_IN_CHECK),
    sent("extract-challenge", "extract", answered(400)),
    sent("extract-nothing", "extract", answered(409)),
    api("challenge-list"),
    api("challenge-detail", "challenge", READ_IN_CHECK),
    sent("challenge-withdraw", "challenge", answered(409)),
    sent("challenge-decide", "challenge", same(to(WRITERS, IN_CHECK, 400))),
    sent("challenge-confirm", "challenge", same(to(WRITERS, IN_CHECK, 400))),
    sent("challenge-send-back", "challenge", same(to(WRITERS, IN_CHECK, 400))),
    api("inspectiondraft-list"),
    api("inspectiondraft-detail", "inspection", READ_BEHIND),
    api("inspectiondraft-people", codes=PLAN),
    sent("inspectiondraft-plan", "", same(to(PLANNERS, sees=EVERYBODY, code=400))),
    *(
        verb_behind(f"inspectiondraft-{verb}", "inspection")
        for verb in (
            *("change-team", "introduce-region", "open-correction", "add-finding"),
            *("draft-regional-improvement", "add-section", "add-phase"),
        )
    ),
    verb_behind("check_open", "inspection"),
    verb_behind("counts_print", "inspection"),
    verb_behind("counts_leave_out", "inspection"),
    *(
        api(f"draft_report{name}", "inspection", READ_BEHIND)
        for name in ("", "_compare", "_compare_pdf")
    ),
    sent("draft_report_freeze", "inspection", text(DRAFT, NOT_NOW)),
    api("draftissue-list"),
    api("draftissue-detail", "draft_issue", READ_BEHIND),
    api("draftissue-document", "draft_issue", READ_BEHIND),
    api("draftissue-pdf", "draft_issue", PDF_OF_DRAFT),
    sent("draftissue-make-again", "draft_issue", whole(NOT_NOW, NOT_NOW)),
    sent("draftissue-stop-making", "draft_issue", STOP_MAKING),
    api("check-list"),
    api("check-detail", "check", same(DRAFT)),
    sent("check-extend", "check", same(to(WRITERS, READERS_OF_DRAFTS, 400))),
    sent("check-close", "check", RUN_CHECK),
    api("challengefile-list"),
    api("challengefile-detail", "challenge_file", READ_IN_CHECK),
    api("challengefile-content", "challenge_file", READ_IN_CHECK),
    verb_behind("recommendation_add", "concern"),
    api("phase-list"),
    api("phase-detail", "phase", READ_BEHIND),
    verb_behind("phase-remove", "phase"),
    api("section-list"),
    api("section-detail", "section", READ_BEHIND),
    verb_behind("section-move", "section"),
    verb_behind("section-remove", "section"),
    api("draft-list"),
    api("draft-detail", "finding", READ_BEHIND),
    *(
        verb_behind(f"draft-{verb}", "finding")
        for verb in ("arrange", "move", "place", "confirm", "remove")
    ),
    verb_behind("draft-mark", "finding"),
    verb_behind("draft-restore", "finding"),
    verb_behind("draft-comment", "finding"),
    verb_behind("draft-link", "finding"),
    api("comment-list"),
    api("comment-detail", "comment", READ_BEHIND),
    verb_behind("comment-answer", "comment"),
    sent("comment-resolve", "comment", changed(WRITERS, behind=True)),
    api("findinglink-list"),
    api("findinglink-detail", "findinglink", READ_BEHIND),
    sent("findinglink-remove", "findinglink", changed(WRITERS, behind=True)),
    verb_behind("inspection-add-evidence", "inspection"),
    api("evidence-list"),
    api("evidence-detail", "evidence", READ_BEHIND),
    verb_behind("evidence-withdraw", "evidence"),
    verb_behind("evidence-add-file", "evidence"),
    api("evidencefile-list"),
    api("evidencefile-detail", "evidence_file", READ_BEHIND),
    api("evidencefile-content", "evidence_file", READ_BEHIND),
    api("paragraph-list"),
    api("paragraph-detail", "paragraph", READ_BEHIND),
    verb_behind("paragraph-link-evidence", "paragraph"),
    verb_behind("paragraph-unlink-evidence", "paragraph"),
    api("recommendation-list"),
    api("recommendation-detail", "recommendation", READ_TEXT),
    verb("recommendation-move", "recommendation", WRITERS),
    verb("recommendation-remove", "recommendation", WRITERS),
    api("registerentry-list"),
    api("registerentry-detail", "entry", READ_ENTRY),
    sent("registerentry-update", "entry", of_entry(ACTS | PLANNERS, 400)),
    sent("registerentry-add-file", "entry", of_entry(ACTS, 400)),
    sent("registerentry-claim", "entry", of_entry(those("force_lead"), 400)),
    sent("registerentry-request-update", "entry", of_entry(PLANNERS, 400)),
    sent("registerentry-assign", "entry", of_entry(those("force_lead"), 400)),
    sent("registerentry-hand-over", "", same(to(LEADS, sees=EVERYBODY, code=400))),
    api("progressupdate-list"),
    api("progressupdate-detail", "update", READ_ENTRY),
    api("updaterequest-list"),
    api("updaterequest-detail", "update_request", READ_ENTRY),
    api("entryfile-list"),
    api("entryfile-detail", "entry_file", READ_FILE),
    api("entryfile-content", "entry_file", READ_FILE),
    api("claim-list"),
    api("claim-detail", "claim", READ_ENTRY),
    sent("claim-withdraw", "claim", of_entry(those("force_lead"), 400)),
    api("section55response-list"),
    api("section55response-detail", "section_55", READ_ENTRY),
    *(
        sent(f"section55response-{verb}", "section_55", SEND_ANSWER)
        for verb in ("invite", "publish")
    ),
)

# Dates: asked for by the body's lead, decided by inspectors.
ASK = once_published(to(those("force_lead"), sees=SEES_ENTRY))
DECIDE_DATE = once_published(to(PLANNERS, sees=SEES_ENTRY))
ASK_BADLY = once_published(to(those("force_lead"), sees=SEES_ENTRY, code=400))
DECIDE_BADLY = once_published(to(PLANNERS, sees=SEES_ENTRY, code=400))
PRESS_DATE = once_published(to(those("force_lead"), sees=SEES_ENTRY, code=302))
CHOOSE_BADLY = same(to(those("force_lead"), sees=EVERYBODY, code=400))

DATES = (
    Row("recommendations:register_horizon", get=same(ALL)),
    Row("recommendations:register_deadlines", get=same(ALL)),
    form("recommendations:register_rules", "body", same(to(those("force_lead"), sees=EVERYBODY))),
    form("recommendations:entry_target", "entry", ASK),
    Row("recommendations:entry_target_drop", "entry", post=PRESS_DATE),
    form("recommendations:entry_deadline_request", "milestone", ASK),
    form("recommendations:entry_event", "milestone", DECIDE_DATE),
    form("recommendations:entry_deadline_decide", "deadline_change", DECIDE_DATE),
    Row("recommendations:entry_deadline_withdraw", "deadline_change", post=PRESS_DATE),
    api("register_horizon"),
    api("reminderschedule-list"),
    api("reminderschedule-detail", "schedule", ADMINISTRATOR_ELSE_404),
    api("reminder_preference"),
    sent("reminder_preference_choose", "", same(to(EVERYBODY, sees=EVERYBODY, code=400))),
    api("milestone-list"),
    api("milestone-detail", "milestone", READ_ENTRY),
    sent("milestone-request-deadline", "milestone", ASK_BADLY),
    sent("milestone-record-event", "milestone", DECIDE_BADLY),
    api("deadlinechange-list"),
    api("deadlinechange-detail", "deadline_change", READ_ENTRY),
    sent("deadlinechange-decide", "deadline_change", DECIDE_BADLY),
    sent("deadlinechange-withdraw", "deadline_change", ASK_BADLY),
    sent("registerentry-set-target", "entry", ASK_BADLY),
    sent("registerentry-drop-target", "entry", ASK_BADLY),
    api("bodyrules-detail", "body"),
    sent("bodyrules-choose", "body", CHOOSE_BADLY),
)

PAPERS = (
    *(
        Row(f"reports:{name}", "body", get=same(to(SEES_ENTRY, sees=SEES_ENTRY)))
        for name in ("paper_pdf", "paper_docx", "body_summary")
    ),
    Row(
        "reports:region_summary",
        "region",
        get=same(to(READERS_OF_THE_REGISTER, sees=READERS_OF_THE_REGISTER)),
    ),
)

# Statuses that take two people: seen inside the inspectorate alone, whoever asked is of the team.
INSIDE = READERS_OF_THE_REGISTER
DECIDERS = those("moderator hmi")


def inside(may: Who, code: int = 200) -> CodesByState:
    return once_published(to(may, sees=INSIDE, code=code))


DESK = (
    Row("recommendations:claims", get=same(to(INSIDE, sees=EVERYBODY))),
    form("recommendations:claim_verify", "claim", RECORD_STATUS),
    form("recommendations:entry_request_status", "entry", RECORD_STATUS),
    form("recommendations:entry_link_add", "entry", RECORD_STATUS),
    Row("recommendations:entry_link_remove", "entry_link", post=of_entry(PLANNERS, 302)),
    Row("recommendations:status_request", "status_request", get=inside(INSIDE)),
    Row(
        "recommendations:status_request_authorise",
        "status_request",
        post=inside(DECIDERS, 302),
    ),
    form("recommendations:status_request_decline", "status_request", inside(DECIDERS)),
    Row(
        "recommendations:status_request_withdraw",
        "status_request",
        post=inside(those("on_team"), 302),
    ),
    api("claim-figures", codes=same(to(INSIDE, sees=EVERYBODY))),
    sent("claim-verify", "claim", of_entry(PLANNERS, 400)),
    sent("registerentry-record-status", "entry", of_entry(PLANNERS, 400)),
    sent("registerentry-request-status", "entry", of_entry(PLANNERS, 400)),
    sent("registerentry-link", "entry", of_entry(PLANNERS, 400)),
    api("statusrequest-list"),
    api("statusrequest-detail", "status_request", inside(INSIDE)),
    sent("statusrequest-authorise", "status_request", inside(DECIDERS, 400)),
    sent("statusrequest-decline", "status_request", inside(DECIDERS, 400)),
    sent("statusrequest-withdraw", "status_request", inside(those("on_team"), 400)),
    api("entrylink-list"),
    api("entrylink-detail", "entry_link", READ_ENTRY),
    sent("entrylink-remove", "entry_link", of_entry(PLANNERS, 200)),
)

# A view that the lead of the force shares with its people; every list of them is open to all.
OF_THE_VIEW = those("force_lead contributor")


def of_view(may: Who, code: int = 200) -> CodesByState:
    return same(to(may, sees=OF_THE_VIEW, code=code))


VIEWS = (
    Row("recommendations:saved_views", get=same(ALL)),
    form("recommendations:saved_view_add", "", same(ALL)),
    Row("recommendations:saved_view", "saved_view", get=of_view(OF_THE_VIEW, 302)),
    form("recommendations:saved_view_change", "saved_view", of_view(those("force_lead"))),
    Row(
        "recommendations:saved_view_replace",
        "saved_view",
        post=of_view(those("force_lead"), 302),
    ),
    form("recommendations:saved_view_delete", "saved_view", of_view(those("force_lead"))),
    Row(
        "recommendations:saved_view_subscribe",
        "saved_view",
        get=of_view(OF_THE_VIEW),
        post=of_view(OF_THE_VIEW, 302),
    ),
    api("savedview-list"),
    api("savedview-detail", "saved_view", of_view(OF_THE_VIEW)),
    sent("savedview-save", "", same(to(EVERYBODY, sees=EVERYBODY, code=400))),
    sent("savedview-delete", "saved_view", of_view(those("force_lead"), 400)),
    sent("savedview-subscribe", "saved_view", of_view(OF_THE_VIEW, 400)),
)

OF_MANY = (
    sent("registerentry-assign-several", "", same(to(LEADS, sees=EVERYBODY, code=400))),
    sent("registerentry-set-targets", "", same(to(LEADS, sees=EVERYBODY, code=400))),
    sent(
        "registerentry-update-several",
        "",
        same(to(PLANNERS | LEADS | those("contributor"), sees=EVERYBODY, code=400)),
    ),
    sent("registerentry-request-updates", "", same(to(PLANNERS, sees=EVERYBODY, code=400))),
    api("trackerimport-list"),
    api("trackerimport-detail", "tracker", OWN_TRACKER),
    sent("trackerimport-upload", "", same(to(LEADS, sees=EVERYBODY, code=415))),
    sent("trackerimport-confirm", "tracker", same(to(those("force_lead"), frozenset(), 200))),
    api(
        "body_people",
        "body",
        same(to(READERS_OF_THE_REGISTER | those("force_lead"), sees=EVERYBODY)),
    ),
)

NOBODYS_CALENDAR = same(dict.fromkeys(SIGNED_IN, 404))

CALENDAR = (
    Row("recommendations:calendar", get=same(ALL)),
    Row("recommendations:calendar_make", post=same(ALL)),
    Row("recommendations:calendar_revoke", post=same(to(EVERYBODY, sees=EVERYBODY, code=302))),
    Row(
        "recommendations:calendar_feed",
        get=NOBODYS_CALENDAR,
        also={"secret": "made-up"},
        signed_out=404,
    ),
)

# When a force was in the Engage stage, and why: its own people, who oversees it, the inspectorate.
DECIDE_STAGE = same(to(those("hmi"), sees=SEES_ENTRY))
DECIDE_STAGE_BADLY = same(to(those("hmi"), sees=SEES_ENTRY, code=400))
READ_STAGE = same(to(SEES_ENTRY, sees=SEES_ENTRY))

MONITORING = (
    Row("recommendations:monitoring", get=same(to(INSIDE, sees=EVERYBODY))),
    Row("recommendations:monitoring_force", "body", get=READ_STAGE),
    form("recommendations:engage_enter", "body", DECIDE_STAGE),
    *(
        form(f"recommendations:engage_{verb}", "engage_spell", DECIDE_STAGE)
        for verb in ("leave", "correct", "letter_add")
    ),
    Row("recommendations:engage_letter", "engage_letter", get=READ_STAGE),
    api("engagespell-list"),
    api("engagespell-detail", "engage_spell", READ_STAGE),
    api("engageletter-list"),
    api("engageletter-detail", "engage_letter", READ_STAGE),
    api("engageletter-content", "engage_letter", READ_STAGE),
    sent("engagespell-enter", "", same(to(those("hmi"), sees=EVERYBODY, code=400))),
    *(
        sent(f"engagespell-{verb}", "engage_spell", DECIDE_STAGE_BADLY)
        for verb in ("leave", "add-letter")
    ),
)

# National reports: those who enter them see them before others do.
ENTER = same(to(PLANNERS, sees=PLANNERS))
ENTER_BADLY = same(to(PLANNERS, sees=PLANNERS, code=400))
NEW_NATIONAL_BADLY = same(to(PLANNERS, sees=EVERYBODY, code=400))

NATIONAL = (
    Row("recommendations:national_reports", get=same(ALL)),
    form("recommendations:national_report_add", "", PLAN),
    Row("recommendations:national_report", "national_report", get=same(ALL)),
    form("recommendations:national_report_revise", "national_draft", ENTER),
    form("recommendations:national_report_open", "national_waiting", ENTER),
    form("recommendations:national_recommendation_add", "national_draft", ENTER),
    Row("recommendations:national_recommendation", "national_recommendation", get=same(ALL)),
    *(
        form(
            f"recommendations:national_recommendation_{verb}",
            "national_draft_recommendation",
            ENTER,
        )
        for verb in ("revise", "delete")
    ),
    form("recommendations:national_recommendation_address", "national_recommendation", PLAN),
    api("nationalreport-list"),
    api("nationalreport-detail", "national_report"),
    sent("nationalreport-enter", "", NEW_NATIONAL_BADLY),
    *(
        sent(f"nationalreport-{verb}", "national_draft", ENTER_BADLY)
        for verb in ("add-recommendation", "open")
    ),
    api("nationalrecommendation-list"),
    api("nationalrecommendation-detail", "national_recommendation"),
    sent("nationalrecommendation-take-out", "national_draft_recommendation", ENTER_BADLY),
    sent("nationalrecommendation-address", "national_recommendation", NEW_NATIONAL_BADLY),
)

FIGURES = (
    Row("findings:figures", "inspection", get=READ_BEHIND),
    form("findings:figure_add", "inspection", WRITE_BEHIND),
    form("findings:figure_revise", "key_figure", WRITE_BEHIND),
    form("findings:figure_remove", "key_figure", WRITE_BEHIND),
    verb("inspectedbody-add-figure", "chapter", WRITERS),
    api("keyfigure-list"),
    api("keyfigure-detail", "key_figure", READ_BEHIND),
    verb_behind("keyfigure-remove", "key_figure"),
)

# Threats of the force: its people keep them, and the inspectorate reads those of every body.
KEEPERS = those("force_lead contributor")
READERS_OF_THREATS = KEEPERS | those("on_team off_team moderator hmi auditor")
READ_SOME_THREATS = same(to(READERS_OF_THREATS | those("other_lead rocu_lead"), sees=EVERYBODY))
READ_THREAT = same(to(READERS_OF_THREATS, sees=READERS_OF_THREATS))
KEEP_THREAT = same(to(KEEPERS, sees=READERS_OF_THREATS))
KEEP_BADLY = same(to(KEEPERS, sees=READERS_OF_THREATS, code=400))
KEEP_NEW = same(to(KEEPERS, sees=KEEPERS))
KEEP_NEW_BADLY = same(to(KEEPERS | those("other_lead rocu_lead"), sees=EVERYBODY, code=400))

THREATS = (
    *(
        Row(f"disruptions:{name}", get=READ_SOME_THREATS)
        for name in ("threats", "threats_csv", "threats_xlsx")
    ),
    *(
        Row(f"disruptions:{name}", of, get=READ_THREAT)
        for name, of in (("threat", "threat"), ("officers", "body"), ("officer", "officer"))
    ),
    *(form(f"disruptions:{name}", "body", KEEP_NEW) for name in ("threat_add", "officer_add")),
    *(
        form(f"disruptions:{name}", of, KEEP_THREAT)
        for name, of in (
            *(("threat_revise", "threat"), ("threat_close", "threat"), ("threat_reopen", "threat")),
            *(("responsibility_give", "threat"), ("responsibility_end", "responsibility")),
            *(("assessment_add", "threat"), ("assessment_revise", "assessment")),
            *(("assessment_moderate", "assessment"),),
            *(("officer_revise", "officer"), ("officer_left", "officer")),
        )
    ),
    *(api(f"{kind}-list") for kind in ("threat", "officer", "assessment")),
    *(api(f"{kind}-detail", kind, READ_THREAT) for kind in ("threat", "officer", "assessment")),
    *(sent(f"{kind}-add", "", KEEP_NEW_BADLY) for kind in ("threat", "officer", "assessment")),
    *(
        sent(f"threat-{verb}", "threat", KEEP_BADLY)
        for verb in ("end", "reopen", "give-responsibility", "end-responsibility")
    ),
    sent("officer-record-left", "officer", KEEP_BADLY),
    sent("assessment-record-moderation", "assessment", KEEP_BADLY),
)

ORDERS = (
    Row("disruptions:orders", get=READ_SOME_THREATS),
    Row("disruptions:orders_csv", get=READ_SOME_THREATS),
    Row("disruptions:orders_xlsx", get=READ_SOME_THREATS),
    form("disruptions:order_add", "body", KEEP_NEW),
    Row("disruptions:order", "order", get=READ_THREAT),
    *(
        form(f"disruptions:{page}", "order", KEEP_THREAT)
        for page in (
            *("order_revise", "order_release", "order_check", "order_manage"),
            *("order_discharge", "breach_add"),
        )
    ),
    form("disruptions:breach_outcome", "order_breach", KEEP_THREAT),
    api("preventionorder-list"),
    api("preventionorder-detail", "order", READ_THREAT),
    sent("preventionorder-add", "", KEEP_NEW_BADLY),
    *(
        sent(f"preventionorder-{verb}", "order", KEEP_BADLY)
        for verb in ("release", "check", "manage", "discharge", "record-breach")
    ),
    api("orderbreach-list"),
    api("orderbreach-detail", "order_breach", READ_THREAT),
    sent("orderbreach-settle", "order_breach", KEEP_BADLY),
)

PLACES = (
    Row("disruptions:profiles", get=READ_SOME_THREATS),
    form("disruptions:profile_add", "body", KEEP_NEW),
    Row("disruptions:profile", "local_profile", get=READ_THREAT),
    form("disruptions:profile_revise", "local_profile", KEEP_THREAT),
    Row("disruptions:sites", get=READ_SOME_THREATS),
    form("disruptions:site_add", "body", KEEP_NEW),
    Row("disruptions:site", "site", get=READ_THREAT),
    *(form(f"disruptions:site_{verb}", "site", KEEP_THREAT) for verb in ("revise", "move", "end")),
    api("localprofile-list"),
    api("localprofile-detail", "local_profile", READ_THREAT),
    sent("localprofile-add", "", KEEP_NEW_BADLY),
    api("site-list"),
    api("site-detail", "site", READ_THREAT),
    sent("site-add", "", KEEP_NEW_BADLY),
    *(sent(f"site-{verb}", "site", KEEP_BADLY) for verb in ("move", "end")),
)

# 4P plans: their force writes them, its lead shares them, and a partner has one action of one.
READERS_OF_PLANS = READERS_OF_THE_REGISTER - those("publisher") | those("force_lead contributor")
WRITERS_OF_PLANS = those("force_lead contributor")
HAVE_ACTIONS = those("force_lead other_lead contributor rocu_lead partner")
LOOK_FOR_PLANS = READERS_OF_PLANS | those("other_lead rocu_lead")
READ_PLAN = same(to(READERS_OF_PLANS, sees=READERS_OF_PLANS))
WRITE_PLAN = same(to(WRITERS_OF_PLANS, sees=READERS_OF_PLANS))
WRITE_PLAN_BADLY = same(to(WRITERS_OF_PLANS, sees=READERS_OF_PLANS, code=400))
SHARE_PLAN = same(to(those("force_lead"), sees=READERS_OF_PLANS))
SHARE_PLAN_BADLY = same(to(those("force_lead"), sees=READERS_OF_PLANS, code=400))
SEE_ACTION = READERS_OF_PLANS | those("partner")
OPEN_PLAN = to(HAVE_ACTIONS - those("partner"), sees=EVERYBODY)
REPORT = WRITERS_OF_PLANS | those("partner")

PLANS = (
    Row("disruptions:plans", get=same(to(LOOK_FOR_PLANS, sees=EVERYBODY))),
    form("disruptions:plan_open", "", same(OPEN_PLAN)),
    Row("disruptions:plan", "plan", get=READ_PLAN),
    *(
        form(f"disruptions:plan_{verb}", "plan", WRITE_PLAN)
        for verb in (
            *("put_in_force", "close", "writer", "review", "link"),
            *("entry_add", "action_add"),
        )
    ),
    *(form(f"disruptions:plan_{verb}", "plan", SHARE_PLAN) for verb in ("check", "share")),
    form("disruptions:plan_entry_revise", "plan_entry", WRITE_PLAN),
    form("disruptions:plan_entry_remove", "plan_entry", WRITE_PLAN),
    form(
        "disruptions:plan_action_revise",
        "plan_action",
        same(to(WRITERS_OF_PLANS, sees=SEE_ACTION)),
    ),
    Row(
        "disruptions:plan_unlink",
        "plan_link",
        get=WRITE_PLAN,
        post=same(to(WRITERS_OF_PLANS, sees=READERS_OF_PLANS, code=302)),
    ),
    Row(
        "disruptions:plan_access_end",
        "plan_access",
        get=SHARE_PLAN,
        post=same(to(those("force_lead"), sees=READERS_OF_PLANS, code=302)),
    ),
    Row("disruptions:actions", get=same(to(HAVE_ACTIONS, sees=EVERYBODY))),
    Row(
        "disruptions:action",
        "plan_action",
        get=same(to(SEE_ACTION, sees=SEE_ACTION)),
        post=same(to(REPORT, sees=SEE_ACTION)),
    ),
    api("plan-list"),
    api("plan-detail", "plan", READ_PLAN),
    sent("plan-open", "", same(to(HAVE_ACTIONS - those("partner"), sees=EVERYBODY, code=400))),
    *(
        sent(f"plan-{verb}", "plan", WRITE_PLAN_BADLY)
        for verb in (
            *("put-in-force", "close", "name-writer", "record-review", "link"),
            *("write-entry", "add-action"),
        )
    ),
    *(sent(f"plan-{verb}", "plan", SHARE_PLAN_BADLY) for verb in ("record-check", "give-access")),
    *(
        row
        for name in ("entry", "review", "link", "access")
        for row in (
            api(f"plan{name}-list"),
            api(f"plan{name}-detail", f"plan_{name}", READ_PLAN),
        )
    ),
    api("planaction-list"),
    api("planaction-detail", "plan_action", same(to(SEE_ACTION, sees=SEE_ACTION))),
    sent("planentry-remove", "plan_entry", WRITE_PLAN_BADLY),
    sent("planaction-report", "plan_action", same(to(REPORT, sees=SEE_ACTION, code=400))),
    sent("planlink-unlink", "plan_link", WRITE_PLAN_BADLY),
    sent("planaccess-end", "plan_access", SHARE_PLAN),
)

# Threats and plans are read by their own body, and by the inspectorate but for its publishers.
READERS_OF_THREATS = PLANNERS | those("hmi auditor")
SEES_THREAT = READERS_OF_THREATS | those("force_lead contributor")
OF_ONE_BODY = those("force_lead contributor other_lead rocu_lead")
OVERSEERS = those("force_lead other_lead rocu_lead")
READ_CHECKS = same(to(SEES_THREAT, sees=SEES_THREAT))
OVERSEE = same(to(those("force_lead"), sees=SEES_THREAT))
OVERSEE_BADLY = same(to(OVERSEERS, sees=EVERYBODY, code=400))

QUALITY = (
    Row(
        "disruptions:checks",
        get=same(to(READERS_OF_THREATS, sees=EVERYBODY) | dict.fromkeys(sorted(OF_ONE_BODY), 302)),
    ),
    Row("disruptions:checks_of", "body", get=READ_CHECKS),
    form("disruptions:plan_settings", "body", OVERSEE),
    form("disruptions:threat_waive", "checked_threat", OVERSEE),
    form("disruptions:plan_waive", "checked_plan", OVERSEE),
    form("disruptions:order_waive", "checked_order", OVERSEE),
    form("disruptions:waiver_withdraw", "check_waiver", OVERSEE),
    Row("disruptions:plan_copies", "checked_plan", get=READ_CHECKS),
    api("plan-copies", "checked_plan", READ_CHECKS),
    api("body_checks", "body", READ_CHECKS),
    api("body_counts", "body", READ_CHECKS),
    api("check_counts", codes=same(to(READERS_OF_THREATS, sees=EVERYBODY))),
    api("check_results"),
    api("checkwaiver-list"),
    api("checkwaiver-detail", "check_waiver", READ_CHECKS),
    sent("checkwaiver-waive", "", OVERSEE_BADLY),
    sent("checkwaiver-withdraw", "check_waiver", OVERSEE),
    api("plansettings-list"),
    api("plansettings-detail", "plan_settings", READ_CHECKS),
    sent("plansettings-set", "", OVERSEE_BADLY),
)

# What is copied from threats and plans: by who gathers evidence, into their own inspections.
CITE = to(PLANNERS, sees=SEES_THREAT)
CITE_BADLY = to(PLANNERS, sees=SEES_THREAT, code=400)
OF_CHECK = {"check": "pursue_only"}

COPIES = (
    Row("home:check_cite", "body", get=same(CITE), post=same(CITE), also=OF_CHECK),
    Row("api:check_cite", "body", post=same(CITE_BADLY), also=OF_CHECK, signed_out=401),
    form("home:figures_count", "chapter", WRITE_BEHIND),
    verb_behind("count_figures", "chapter"),
)

# Disruptions: whoever acts for a body records them, and its lead moderates them.
READ_DISRUPTION = same(to(SEES_THREAT, sees=SEES_THREAT))
EDIT_DISRUPTION = same(to(WRITERS_OF_PLANS, sees=SEES_THREAT))
EDIT_DISRUPTION_BADLY = same(to(WRITERS_OF_PLANS, sees=SEES_THREAT, code=400))
READ_STANDARDS = SEES_THREAT | OF_ONE_BODY | ADMINISTRATOR
NEW_STANDARD_BADLY = same(to(ADMINISTRATOR, sees=EVERYBODY, code=400))

DISRUPTIONS = (
    *(
        Row(f"disruptions:{name}", get=READ_SOME_THREATS)
        for name in ("disruptions", "disruptions_csv", "disruptions_xlsx")
    ),
    *(
        Row(f"disruptions:disruption_figures{file}", get=READ_SOME_THREATS)
        for file in ("", "_csv", "_xlsx")
    ),
    Row("reports:disruption_figures_pdf", get=READ_SOME_THREATS),
    api("disruption_figures", codes=READ_SOME_THREATS),
    form("disruptions:disruption_record", "", same(to(OF_ONE_BODY, sees=EVERYBODY))),
    Row("disruptions:disruption", "disruption", get=READ_DISRUPTION),
    form("disruptions:disruption_edit", "disruption", EDIT_DISRUPTION),
    form("disruptions:disruption_resubmit", "returned_disruption", EDIT_DISRUPTION),
    form("disruptions:disruption_moderate", "disruption", OVERSEE),
    form("disruptions:disruption_reopen", "disruption", OVERSEE),
    Row("disruptions:standards", get=same(to(READ_STANDARDS, sees=EVERYBODY))),
    form("disruptions:standard_add", "", same(ADMINISTRATORS)),
    api("disruption-list"),
    api("disruption-detail", "disruption", READ_DISRUPTION),
    sent("disruption-record", "", same(to(OF_ONE_BODY, sees=EVERYBODY, code=400))),
    sent("disruption-bulk", "", same(to(OF_ONE_BODY, sees=EVERYBODY, code=400))),
    sent("disruption-resubmit", "returned_disruption", EDIT_DISRUPTION_BADLY),
    *(
        sent(verb, "disruption", same(to(those("force_lead"), sees=SEES_THREAT, code=400)))
        for verb in ("disruption-moderate", "disruption-reopen")
    ),
    api("disruptionstandard-list"),
    api(
        "disruptionstandard-detail",
        "disruption_standard",
        same(to(READ_STANDARDS, sees=READ_STANDARDS)),
    ),
    sent("disruptionstandard-set", "", NEW_STANDARD_BADLY),
    *(
        Row(f"disruptions:disruption_{name}{file}", get=READ_SOME_THREATS)
        for name in ("doubles", "gaps")
        for file in ("", "_csv", "_xlsx")
    ),
    form("disruptions:disruption_tell_apart", "disruption", OVERSEE),
    api("disruption_double_counts", codes=READ_SOME_THREATS),
    api("disruption_gaps", codes=READ_SOME_THREATS),
    sent(
        "disruption-tell-apart",
        "disruption",
        same(to(those("force_lead"), sees=SEES_THREAT, code=400)),
    ),
    api("distinctevents-list"),
    api("distinctevents-detail", "distinct_events", READ_DISRUPTION),
)

# Filter sets are for all who read disruptions; a snapshot for who is counted in it.
READ_FILTERS = same(to(READ_STANDARDS, sees=READ_STANDARDS))
ADD_FILTERS = same(to(ADMINISTRATOR, sees=EVERYBODY))
READ_SNAPSHOT = same(to(SEES_THREAT, sees=SEES_THREAT))

SNAPSHOTS = (
    Row("disruptions:filter_sets", get=same(to(READ_STANDARDS, sees=EVERYBODY))),
    form("disruptions:filter_set_begin", "", ADD_FILTERS),
    form(
        "disruptions:filter_set_add",
        "filter_set",
        same(to(ADMINISTRATOR, sees=READ_STANDARDS)),
    ),
    api("filterset-list"),
    api("filterset-detail", "filter_set", READ_FILTERS),
    sent("filterset-add", "", NEW_STANDARD_BADLY),
    Row("disruptions:snapshots", get=READ_SOME_THREATS),
    form("disruptions:snapshot_take", "", same(to(PLANNERS, sees=EVERYBODY))),
    *(
        Row(f"disruptions:{name}", "snapshot", get=READ_SNAPSHOT)
        for name in ("snapshot", "snapshot_list", "snapshot_csv", "snapshot_today")
    ),
    api("snapshot-list"),
    api("snapshot-detail", "snapshot", READ_SNAPSHOT),
    sent("snapshot-take", "", same(to(PLANNERS, sees=EVERYBODY, code=400))),
    api("snapshot-figures", "snapshot", READ_SNAPSHOT),
    api("snapshot-rows", "snapshot", READ_SNAPSHOT),
    form("home:figures_trace", "chapter", WRITE_BEHIND),
    verb_behind("trace_figures", "chapter"),
)

# Data extracts hold the threats and disruptions of every body: for inspectors and moderators.
LOAD, LOAD_THIS = same(to(PLANNERS, sees=EVERYBODY)), same(to(PLANNERS, sees=PLANNERS))
PRESS_ON_THIS = same(to(PLANNERS, sees=PLANNERS, code=302))

EXTRACTS = (
    Row("disruptions:extracts", get=LOAD),
    form("disruptions:extract_upload", "", LOAD),
    *(
        Row(f"disruptions:{name}", "data_extract", get=LOAD_THIS)
        for name in ("extract", "extract_refused", "extract_differences")
    ),
    *(
        Row(f"disruptions:extract_{verb}", "data_extract", post=PRESS_ON_THIS)
        for verb in ("confirm", "cancel")
    ),
    api("dataextract-list"),
    *(
        api(f"dataextract-{name}", "data_extract", LOAD_THIS)
        for name in ("detail", "refused", "differences")
    ),
    *(sent(f"dataextract-{verb}", "data_extract", LOAD_THIS) for verb in ("confirm", "cancel")),
    sent("dataextract-upload", "", same(to(PLANNERS, sees=EVERYBODY, code=415))),
)

# Reports that were published elsewhere: for publishers and administrators.
LIBRARIANS = ADMINISTRATOR | those("publisher")
SHELVE, SHELVE_THIS = same(to(LIBRARIANS, sees=EVERYBODY)), same(to(LIBRARIANS, sees=LIBRARIANS))
PRESS_ON_SHELF = same(to(LIBRARIANS, sees=LIBRARIANS, code=302))

HISTORIC = (
    Row("reports:historic_readings", get=SHELVE),
    form("reports:historic_upload", "", SHELVE),
    *(
        Row(f"reports:{name}", "historic", get=SHELVE_THIS)
        for name in ("historic", "historic_file")
    ),
    *(form(f"reports:historic_{verb}", "historic", SHELVE_THIS) for verb in ("date", "discard")),
    Row("reports:historic_tell", "historic", post=PRESS_ON_SHELF),
    Row("reports:historic_load", "historic", post=PRESS_ON_SHELF),
    # What is not loaded yet has no entries.
    form("reports:historic_statuses", "historic", same(to(those(""), sees=those("")))),
    api("historicreading-list"),
    *(
        api(f"historicreading-{name}", "historic", SHELVE_THIS)
        for name in ("detail", "lines", "file")
    ),
    sent("historicreading-upload", "", same(to(LIBRARIANS, sees=EVERYBODY, code=415))),
    *(
        sent(f"historicreading-{name}", "historic", same(to(LIBRARIANS, sees=LIBRARIANS, code=400)))
        for name in ("tell", "date", "load", "discard")
    ),
    sent("historicreading-statuses", "historic", same(to(those(""), sees=those("")))),
)

# Endpoints of clients, which administrators manage too; the API shows a client its own alone.
OWN_CLIENTS = same(to(those(""), sees=those("")))
PRESS_ENDPOINT = same(to(ADMINISTRATOR, sees=ADMINISTRATOR, code=302))

WEBHOOKS = (
    Row("home:webhooks", get=EDIT_LISTS),
    form("home:webhook_add", "", EDIT_LISTS),
    Row("home:webhook", "webhook_endpoint", get=ADMINISTRATOR_ELSE_404),
    form("home:webhook_revise", "webhook_endpoint", ADMINISTRATOR_ELSE_404),
    Row("home:webhook_rotate", "webhook_endpoint", post=ADMINISTRATOR_ELSE_404),
    *(
        Row(f"home:webhook_{verb}", "webhook_endpoint", post=PRESS_ENDPOINT)
        for verb in ("test", "disable", "enable", "close")
    ),
    Row("home:delivery_send_again", "webhook_delivery", post=PRESS_ENDPOINT),
    api("webhookendpoint-list"),
    api("webhookendpoint-detail", "webhook_endpoint", OWN_CLIENTS),
    sent("webhookendpoint-add", "", same(to(ADMINISTRATOR, sees=EVERYBODY, code=400))),
    *(
        sent(f"webhookendpoint-{verb}", "webhook_endpoint", OWN_CLIENTS)
        for verb in ("rotate", "test", "disable", "enable", "close")
    ),
    api("webhookdelivery-list"),
    api("webhookdelivery-detail", "webhook_delivery", OWN_CLIENTS),
    sent("webhookdelivery-send-again", "webhook_delivery", OWN_CLIENTS),
    api("webhook_event_types"),
)

BEHIND = ("evidence", "keyfigure", "inspectiondraft", "phase", "section", "draft")

# Plain edits, at the address of what they change.
EDITS = {
    f"api:{of}-detail": codes
    for of, codes in (
        *((of, changed(WRITERS, behind=True, code=400)) for of in BEHIND),
        ("recommendation", changed(WRITERS, part=True, code=400)),
        *((of, KEEP_BADLY) for of in ("threat", "officer", "assessment")),
        *((of, KEEP_BADLY) for of in ("preventionorder", "localprofile", "site")),
        *((of, NEW_NATIONAL_BADLY) for of in ("nationalreport", "nationalrecommendation")),
        ("section55response", SEND_ANSWER),
        ("engagespell", DECIDE_STAGE_BADLY),
        ("savedview", of_view(those("force_lead"), 400)),
        ("planentry", WRITE_PLAN_BADLY),
        ("planaction", same(to(WRITERS_OF_PLANS, sees=SEE_ACTION, code=400))),
        ("disruption", EDIT_DISRUPTION_BADLY),
        ("webhookendpoint", OWN_CLIENTS),
        ("apiclient", same(to(ADMINISTRATOR, ADMINISTRATOR, code=400))),
        ("reminderschedule", same(to(ADMINISTRATOR, ADMINISTRATOR, code=400))),
    )
}


def edited(row: Row) -> Row:
    edit = EDITS.get(row.name)
    return replace(row, patch=unread(edit)) if edit else row


TABLE = tuple(
    edited(row)
    for row in (
        *OPEN,
        *HOME,
        *AUDIT,
        *MESSAGES,
        *LISTS,
        *FORCES,
        *ACCESS,
        *FINDINGS,
        *GRADES,
        *EVIDENCE,
        *DRAFTING,
        *CHECK,
        *RECOMMENDATIONS,
        *CALENDAR,
        *DATES,
        *PAPERS,
        *DESK,
        *VIEWS,
        *OF_MANY,
        *MONITORING,
        *NATIONAL,
        *FIGURES,
        *THREATS,
        *ORDERS,
        *PLACES,
        *PLANS,
        *QUALITY,
        *COPIES,
        *DISRUPTIONS,
        *SNAPSHOTS,
        *EXTRACTS,
        *HISTORIC,
        *WEBHOOKS,
        *REPORTS,
        *API,
    )
)

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
