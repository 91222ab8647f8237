from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def name_leads_of_rocus(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Whoever leads a ROCU has held the role of a force lead until now."""
    grants = apps.get_model("forces", "RoleGrant").objects
    grants.filter(role="force_lead", body__kind="rocu").update(role="rocu_lead")


def name_them_force_leads(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("forces", "RoleGrant").objects.filter(role="rocu_lead").update(role="force_lead")


class Migration(migrations.Migration):
    dependencies = [("forces", "0003_roles_of_the_desk_and_their_last_day")]

    operations = [migrations.RunPython(name_leads_of_rocus, name_them_force_leads)]
