from django.urls import path

from recommendations.views import (
    answers,
    calendar,
    deadlines,
    desk,
    horizon,
    links,
    many,
    monitoring,
    progress,
    register,
    reminders,
    saved_views,
    trackers,
    writing,
)

app_name = "recommendations"
urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/make/", calendar.calendar_make, name="calendar_make"),
    path("calendar/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<slug:secret>/deadlines.ics", calendar.calendar_feed, name="calendar_feed"),
    path("register/", register.register, name="register"),
    path("register/csv/", register.register_csv, name="register_csv"),
    path("register/xlsx/", register.register_xlsx, name="register_xlsx"),
    path("register/several/", many.register_several, name="register_several"),
    path("register/hand-over/", progress.hand_over, name="hand_over"),
    path("register/import/", trackers.tracker_import, name="tracker_import"),
    path("register/import/<uuid:uuid>/", trackers.tracker, name="tracker"),
    path("register/import/<uuid:uuid>/confirm/", trackers.tracker_confirm, name="tracker_confirm"),
    path(
        "register/import/<uuid:uuid>/rejected/", trackers.tracker_rejected, name="tracker_rejected"
    ),
    path("register/views/", saved_views.saved_views, name="saved_views"),
    path("register/views/add/", saved_views.saved_view_add, name="saved_view_add"),
    path("register/views/<uuid:uuid>/", saved_views.saved_view, name="saved_view"),
    path(
        "register/views/<uuid:uuid>/change/",
        saved_views.saved_view_change,
        name="saved_view_change",
    ),
    path(
        "register/views/<uuid:uuid>/replace/",
        saved_views.saved_view_replace,
        name="saved_view_replace",
    ),
    path(
        "register/views/<uuid:uuid>/delete/",
        saved_views.saved_view_delete,
        name="saved_view_delete",
    ),
    path(
        "register/views/<uuid:uuid>/subscribe/",
        saved_views.saved_view_subscribe,
        name="saved_view_subscribe",
    ),
    path("register/<uuid:uuid>/", register.entry, name="entry"),
    path("register/<uuid:uuid>/update/", progress.entry_update, name="entry_update"),
    path("register/<uuid:uuid>/files/add/", progress.entry_file_add, name="entry_file_add"),
    path("register/<uuid:uuid>/claim/", progress.entry_claim, name="entry_claim"),
    path("register/<uuid:uuid>/ask/", progress.entry_ask, name="entry_ask"),
    path("entry-files/<uuid:uuid>/", progress.entry_file, name="entry_file"),
    path("claims/<uuid:uuid>/withdraw/", progress.claim_withdraw, name="claim_withdraw"),
    path("register/<uuid:uuid>/assign/", register.entry_assign, name="entry_assign"),
    path("register/<uuid:uuid>/status/", register.entry_status, name="entry_status"),
    path("register/claims/", desk.claims, name="claims"),
    path("register/claims/<uuid:uuid>/verify/", desk.claim_verify, name="claim_verify"),
    path(
        "register/<uuid:uuid>/status/request/",
        desk.entry_request_status,
        name="entry_request_status",
    ),
    path("status-requests/<uuid:uuid>/", desk.status_request, name="status_request"),
    path(
        "status-requests/<uuid:uuid>/authorise/",
        desk.status_request_authorise,
        name="status_request_authorise",
    ),
    path(
        "status-requests/<uuid:uuid>/decline/",
        desk.status_request_decline,
        name="status_request_decline",
    ),
    path(
        "status-requests/<uuid:uuid>/withdraw/",
        desk.status_request_withdraw,
        name="status_request_withdraw",
    ),
    path("register/<uuid:uuid>/links/add/", links.entry_link_add, name="entry_link_add"),
    path("entry-links/<uuid:uuid>/remove/", links.entry_link_remove, name="entry_link_remove"),
    path("register/<uuid:uuid>/target/", deadlines.entry_target, name="entry_target"),
    path(
        "register/<uuid:uuid>/target/drop/", deadlines.entry_target_drop, name="entry_target_drop"
    ),
    path(
        "register/deadlines/<uuid:uuid>/request/",
        deadlines.entry_deadline_request,
        name="entry_deadline_request",
    ),
    path("register/deadlines/<uuid:uuid>/event/", deadlines.entry_event, name="entry_event"),
    path("register/deadline-requests/", deadlines.register_deadlines, name="register_deadlines"),
    path(
        "register/deadline-requests/<uuid:uuid>/decide/",
        deadlines.entry_deadline_decide,
        name="entry_deadline_decide",
    ),
    path(
        "register/deadline-requests/<uuid:uuid>/withdraw/",
        deadlines.entry_deadline_withdraw,
        name="entry_deadline_withdraw",
    ),
    path("register/horizon/", horizon.register_horizon, name="register_horizon"),
    path("register/rules/<uuid:uuid>/", deadlines.register_rules, name="register_rules"),
    path("register/notices/", reminders.notices, name="notices"),
    path("register/notices/csv/", reminders.notices_csv, name="notices_csv"),
    path(
        "register/<uuid:uuid>/notices/csv/", reminders.entry_notices_csv, name="entry_notices_csv"
    ),
    path("reminders/", reminders.reminder_preferences, name="reminder_preferences"),
    path("reminders/schedules/", reminders.schedules, name="schedules"),
    path("reminders/schedules/<uuid:uuid>/", reminders.schedule_revise, name="schedule_revise"),
    path(
        "causes-of-concern/<uuid:uuid>/recommendations/",
        writing.recommendations,
        name="recommendations",
    ),
    path(
        "causes-of-concern/<uuid:uuid>/recommendations/add/",
        writing.recommendation_add,
        name="recommendation_add",
    ),
    path(
        "recommendations/<uuid:uuid>/revise/",
        writing.recommendation_revise,
        name="recommendation_revise",
    ),
    path(
        "recommendations/<uuid:uuid>/move/",
        writing.recommendation_move,
        name="recommendation_move",
    ),
    path(
        "recommendations/<uuid:uuid>/delete/",
        writing.recommendation_delete,
        name="recommendation_delete",
    ),
    path("monitoring/", monitoring.monitoring, name="monitoring"),
    path("monitoring/<uuid:uuid>/", monitoring.monitoring_force, name="monitoring_force"),
    path("monitoring/<uuid:uuid>/enter/", monitoring.engage_enter, name="engage_enter"),
    path("monitoring/spells/<uuid:uuid>/leave/", monitoring.engage_leave, name="engage_leave"),
    path(
        "monitoring/spells/<uuid:uuid>/correct/", monitoring.engage_correct, name="engage_correct"
    ),
    path(
        "monitoring/spells/<uuid:uuid>/letters/add/",
        monitoring.engage_letter_add,
        name="engage_letter_add",
    ),
    path("monitoring/letters/<uuid:uuid>/", monitoring.engage_letter, name="engage_letter"),
    path("answers/", answers.answers, name="answers"),
    path("answers/<uuid:uuid>/", answers.answer, name="answer"),
    path("answers/<uuid:uuid>/invite/", answers.answer_invite, name="answer_invite"),
    path("answers/<uuid:uuid>/write/", answers.answer_write, name="answer_write"),
    path("answers/<uuid:uuid>/publish/", answers.answer_publish, name="answer_publish"),
]
