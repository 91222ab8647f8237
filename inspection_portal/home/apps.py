from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "inspection_portal.home"
    label = "home"
