from django.urls import path

from inspection_portal.home import gallery, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("regions/<uuid:uuid>/", views.region, name="region"),
    path("bodies/<uuid:uuid>/", views.body, name="body"),
    path("audit/<str:object_type>/<uuid:uuid>/", views.audit, name="audit"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("health/live", views.health_live, name="health_live"),
    path("health/ready", views.health_ready, name="health_ready"),
]
