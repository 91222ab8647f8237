from importlib import import_module

from django.apps import AppConfig


class ForcesConfig(AppConfig):
    name = "forces"
    label = "forces"

    def ready(self) -> None:
        import_module("forces.messages").register_kinds()
