"""The Celery application: tasks are found in the `tasks` module of each app."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "inspection_portal.settings")

app = Celery("inspection_portal", task_cls="inspection_portal.core.recording:RecordedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
