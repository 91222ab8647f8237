from django.urls import path

from inspection_portal.home import auditing, copying, gallery, inbox, jobs, list_views, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("regions/<uuid:uuid>/", views.region, name="region"),
    path("bodies/<uuid:uuid>/", views.body, name="body"),
    path("bodies/<uuid:uuid>/checks/<slug:check>/cite/", copying.check_cite, name="check_cite"),
    path("chapters/<uuid:uuid>/figures/count/", copying.figures_count, name="figures_count"),
    path("chapters/<uuid:uuid>/figures/trace/", copying.figures_trace, name="figures_trace"),
    path("audit/", auditing.trail, name="trail"),
    path("audit/csv/", auditing.trail_csv, name="trail_csv"),
    path("audit/chain/", auditing.audit_chain, name="audit_chain"),
    path("audit/people/<uuid:uuid>/", auditing.person_audit, name="person_audit"),
    path("audit/<str:object_type>/<uuid:uuid>/", auditing.audit, name="audit"),
    path("audit/<str:object_type>/<uuid:uuid>/history/", auditing.history, name="history"),
    path("audit/<str:object_type>/<uuid:uuid>/readers/", auditing.readers, name="readers"),
    path("messages/", inbox.messages, name="messages"),
    path("messages/read/", inbox.messages_read, name="messages_read"),
    path("messages/<uuid:uuid>/read/", inbox.message_read, name="message_read"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/messages/<uuid:uuid>/", jobs.message_send_again, name="message_send_again"),
    path("jobs/issues/<uuid:uuid>/", jobs.issue_make_again, name="issue_make_again"),
    path("lists/", list_views.lists, name="lists"),
    path("lists/<slug:key>/", list_views.list_items, name="list_items"),
    path("lists/<slug:key>/add/", list_views.list_item_add, name="list_item_add"),
    path(
        "lists/<slug:key>/<uuid:uuid>/revise/",
        list_views.list_item_revise,
        name="list_item_revise",
    ),
    path("lists/<slug:key>/<uuid:uuid>/end/", list_views.list_item_end, name="list_item_end"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
]
