from django.urls import path

from disruptions.views import (
    actions,
    assessments,
    checks,
    officers,
    orders,
    plan_parts,
    plans,
    profiles,
    sites,
    threats,
)

app_name = "disruptions"
urlpatterns = [
    path("threats/", threats.threats, name="threats"),
    path("threats/csv/", threats.threats_csv, name="threats_csv"),
    path("threats/xlsx/", threats.threats_xlsx, name="threats_xlsx"),
    path("threats/of/<uuid:uuid>/add/", threats.threat_add, name="threat_add"),
    path("threats/<uuid:uuid>/", threats.threat, name="threat"),
    path("threats/<uuid:uuid>/revise/", threats.threat_revise, name="threat_revise"),
    path("threats/<uuid:uuid>/close/", threats.threat_close, name="threat_close"),
    path("threats/<uuid:uuid>/reopen/", threats.threat_reopen, name="threat_reopen"),
    path(
        "threats/<uuid:uuid>/officers/give/",
        threats.responsibility_give,
        name="responsibility_give",
    ),
    path(
        "threats/officers/<uuid:uuid>/end/", threats.responsibility_end, name="responsibility_end"
    ),
    path("threats/<uuid:uuid>/assessments/add/", assessments.assessment_add, name="assessment_add"),
    path(
        "assessments/<uuid:uuid>/revise/", assessments.assessment_revise, name="assessment_revise"
    ),
    path(
        "assessments/<uuid:uuid>/moderate/",
        assessments.assessment_moderate,
        name="assessment_moderate",
    ),
    path("officers/of/<uuid:uuid>/", officers.officers, name="officers"),
    path("officers/of/<uuid:uuid>/add/", officers.officer_add, name="officer_add"),
    path("officers/<uuid:uuid>/", officers.officer, name="officer"),
    path("officers/<uuid:uuid>/revise/", officers.officer_revise, name="officer_revise"),
    path("officers/<uuid:uuid>/left/", officers.officer_left, name="officer_left"),
    path("orders/", orders.orders, name="orders"),
    path("orders/csv/", orders.orders_csv, name="orders_csv"),
    path("orders/xlsx/", orders.orders_xlsx, name="orders_xlsx"),
    path("orders/of/<uuid:uuid>/add/", orders.order_add, name="order_add"),
    path("orders/<uuid:uuid>/", orders.order, name="order"),
    path("orders/<uuid:uuid>/revise/", orders.order_revise, name="order_revise"),
    path("orders/<uuid:uuid>/release/", orders.order_release, name="order_release"),
    path("orders/<uuid:uuid>/check/", orders.order_check, name="order_check"),
    path("orders/<uuid:uuid>/manage/", orders.order_manage, name="order_manage"),
    path("orders/<uuid:uuid>/discharge/", orders.order_discharge, name="order_discharge"),
    path("orders/<uuid:uuid>/breaches/add/", orders.breach_add, name="breach_add"),
    path("orders/breaches/<uuid:uuid>/outcome/", orders.breach_outcome, name="breach_outcome"),
    path("local-profiles/", profiles.profiles, name="profiles"),
    path("local-profiles/of/<uuid:uuid>/add/", profiles.profile_add, name="profile_add"),
    path("local-profiles/<uuid:uuid>/", profiles.profile, name="profile"),
    path("local-profiles/<uuid:uuid>/revise/", profiles.profile_revise, name="profile_revise"),
    path("sites/", sites.sites, name="sites"),
    path("sites/of/<uuid:uuid>/add/", sites.site_add, name="site_add"),
    path("sites/<uuid:uuid>/", sites.site, name="site"),
    path("sites/<uuid:uuid>/revise/", sites.site_revise, name="site_revise"),
    path("sites/<uuid:uuid>/move/", sites.site_move, name="site_move"),
    path("sites/<uuid:uuid>/end/", sites.site_end, name="site_end"),
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
