from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "inspection_portal.reports"
    label = "reports"
