from importlib import import_module

from django.apps import AppConfig


class RecommendationsConfig(AppConfig):
    name = "recommendations"
    label = "recommendations"

    def ready(self) -> None:
        import_module("recommendations.messages").register_kinds()
        import_module("recommendations.events").register_types()
        import_module("recommendations.actions.reminding").register_kind()
