from django.urls import path

from inspection_portal.core import views

app_name = "core"
urlpatterns = [
    path("drafts/<path:key>/", views.draft, name="draft"),
    path("session/", views.stay, name="stay"),
]
