from django.urls import path

from forces import views

app_name = "forces"
urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/roles/give/", views.role_give, name="role_give"),
    path("roles/<uuid:uuid>/take/", views.role_take, name="role_take"),
]
