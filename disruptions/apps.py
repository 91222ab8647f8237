from django.apps import AppConfig


class DisruptionsConfig(AppConfig):
    name = "disruptions"
    label = "disruptions"
