from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "inspection_portal.core"
    label = "core"
