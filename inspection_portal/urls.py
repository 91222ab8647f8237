"""Every address of the portal; each has its row in the access table of the tests."""

from django.urls import URLPattern, URLResolver, include, path

from inspection_portal.reports.views.verifying import verify

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("inspection_portal.core.account_urls")),
    path("api/v1/", include("inspection_portal.api")),
    path("", include("inspection_portal.core.urls")),
    path("", include("inspection_portal.home.urls")),
    path("", include("forces.urls")),
    path("inspections/", include("findings.urls")),
    path("", include("recommendations.urls")),
    path("", include("disruptions.urls")),
    path("reports/", include("inspection_portal.reports.urls")),
    path("verify/", verify, name="verify"),
    path("publications/", include("inspection_portal.reports.public_urls")),
]

handler400 = "inspection_portal.core.refusals.bad_request"
handler403 = "inspection_portal.core.refusals.permission_denied"
handler404 = "inspection_portal.core.refusals.page_not_found"
handler500 = "inspection_portal.core.refusals.server_error"
