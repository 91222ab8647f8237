from importlib import import_module

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "inspection_portal.core"
    label = "core"

    def ready(self) -> None:
        import_module("inspection_portal.core.checks")
        import_module("inspection_portal.core.webhooks.sending").register_kind()
