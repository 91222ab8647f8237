from django.urls import path

from forces import views

app_name = "forces"
urlpatterns = [
    path("bodies/", views.bodies, name="bodies"),
    path("people/", views.people, name="people"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<uuid:uuid>/", views.person, name="person"),
    path("people/<uuid:uuid>/revise/", views.person_revise, name="person_revise"),
    path("people/<uuid:uuid>/close/", views.person_close, name="person_close"),
    path("people/<uuid:uuid>/reopen/", views.person_reopen, name="person_reopen"),
    path("people/<uuid:uuid>/roles/give/", views.role_give, name="role_give"),
    path("roles/<uuid:uuid>/take/", views.role_take, name="role_take"),
]
