from django.urls import path

from inspection_portal.reports import views

app_name = "reports"
urlpatterns = [
    path("inspections/<uuid:inspection>/", views.preview, name="preview"),
    path("inspections/<uuid:inspection>/make/", views.make, name="make"),
    path("inspections/<uuid:inspection>/publish/", views.publish, name="publish"),
    path(
        "inspections/<uuid:inspection>/publish-correction/",
        views.publish_correction,
        name="publish_correction",
    ),
    path("<uuid:issue>/", views.issue, name="issue"),
    path("<uuid:issue>/make-again/", views.make_again, name="make_again"),
    path("<uuid:issue>/download/", views.download, name="download"),
]
