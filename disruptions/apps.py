from importlib import import_module

from django.apps import AppConfig


class DisruptionsConfig(AppConfig):
    name = "disruptions"
    label = "disruptions"

    def ready(self) -> None:
        import_module("disruptions.messages").register_kinds()
        import_module("disruptions.events").register_types()
