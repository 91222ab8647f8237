from django.urls import path

from disruptions.views import actions, plan_parts, plans

app_name = "disruptions"
urlpatterns = [
    path("actions/", actions.actions, name="actions"),
    path("actions/<uuid:uuid>/", actions.action, name="action"),
    path("threats/plans/", plans.plans, name="plans"),
    path("threats/plans/open/", plans.plan_open, name="plan_open"),
    path("threats/plans/<uuid:uuid>/", plans.plan, name="plan"),
    path(
        "threats/plans/<uuid:uuid>/put-in-force/", plans.plan_put_in_force, name="plan_put_in_force"
    ),
    path("threats/plans/<uuid:uuid>/close/", plans.plan_close, name="plan_close"),
    path("threats/plans/<uuid:uuid>/writer/", plans.plan_writer, name="plan_writer"),
    path("threats/plans/<uuid:uuid>/check/", plans.plan_check, name="plan_check"),
    path("threats/plans/<uuid:uuid>/review/", plan_parts.plan_review, name="plan_review"),
    path("threats/plans/<uuid:uuid>/link/", plan_parts.plan_link, name="plan_link"),
    path("threats/plans/<uuid:uuid>/share/", plan_parts.plan_share, name="plan_share"),
    path(
        "threats/plans/<uuid:uuid>/entries/add/", plan_parts.plan_entry_add, name="plan_entry_add"
    ),
    path(
        "threats/plans/<uuid:uuid>/actions/add/",
        plan_parts.plan_action_add,
        name="plan_action_add",
    ),
    path(
        "threats/plan-entries/<uuid:uuid>/revise/",
        plan_parts.plan_entry_revise,
        name="plan_entry_revise",
    ),
    path(
        "threats/plan-entries/<uuid:uuid>/remove/",
        plan_parts.plan_entry_remove,
        name="plan_entry_remove",
    ),
    path(
        "threats/plan-actions/<uuid:uuid>/revise/",
        plan_parts.plan_action_revise,
        name="plan_action_revise",
    ),
    path("threats/plan-links/<uuid:uuid>/remove/", plan_parts.plan_unlink, name="plan_unlink"),
    path(
        "threats/plan-access/<uuid:uuid>/end/", plan_parts.plan_access_end, name="plan_access_end"
    ),
]
