from django.urls import path

from disruptions.views import checks

app_name = "disruptions"
urlpatterns = [
    path("threats/checks/", checks.checks, name="checks"),
    path("threats/checks/of/<uuid:uuid>/", checks.checks_of, name="checks_of"),
    path("threats/checks/of/<uuid:uuid>/settings/", checks.plan_settings, name="plan_settings"),
    path(
        "threats/checks/waivers/<uuid:uuid>/withdraw/",
        checks.waiver_withdraw,
        name="waiver_withdraw",
    ),
    path("threats/<uuid:uuid>/waive/", checks.threat_waive, name="threat_waive"),
    path("threats/plans/<uuid:uuid>/waive/", checks.plan_waive, name="plan_waive"),
    path("threats/plans/<uuid:uuid>/copies/", checks.plan_copies, name="plan_copies"),
    path("orders/<uuid:uuid>/waive/", checks.order_waive, name="order_waive"),
]
