"""The account that acts for commands and sweeps; nobody can sign in with it."""

from django.contrib.auth.hashers import make_password
from django.db import migrations

EMAIL = "portal@system.invalid"


def create(apps, schema_editor):
    apps.get_model("core", "User").objects.create(
        email=EMAIL, name="The portal", kind="system", is_active=False, password=make_password(None)
    )


def remove(apps, schema_editor):
    apps.get_model("core", "User").objects.filter(email=EMAIL).delete()


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
