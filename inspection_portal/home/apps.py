from importlib import import_module

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "inspection_portal.home"
    label = "home"

    def ready(self) -> None:
        types = import_module("inspection_portal.core.webhooks.types")
        permissions = import_module("forces.permissions")
        types.register_owners(types.Owners(permissions.keepers_of, permissions.is_let_in))
