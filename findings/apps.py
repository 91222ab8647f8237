from importlib import import_module

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    name = "findings"
    label = "findings"

    def ready(self) -> None:
        import_module("findings.messages").register_kinds()
