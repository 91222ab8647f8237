from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "inspection_portal.reports"
    label = "reports"

    def ready(self) -> None:
        import_module("inspection_portal.reports.actions.notices").register_kind()
        import_module("inspection_portal.reports.events").register_types()
