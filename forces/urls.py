from django.urls import path

from forces.oauth import Revoke, Token
from forces.views import clients, people, tokens
from inspection_portal.core.limits import for_tokens

app_name = "forces"
urlpatterns = [
    path("bodies/", people.bodies, name="bodies"),
    path("people/", people.people, name="people"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/<uuid:uuid>/", people.person, name="person"),
    path("people/<uuid:uuid>/revise/", people.person_revise, name="person_revise"),
    path("people/<uuid:uuid>/close/", people.person_close, name="person_close"),
    path("people/<uuid:uuid>/reopen/", people.person_reopen, name="person_reopen"),
    path("people/<uuid:uuid>/roles/give/", people.role_give, name="role_give"),
    path("roles/<uuid:uuid>/take/", people.role_take, name="role_take"),
    path("clients/", clients.clients, name="clients"),
    path("clients/add/", clients.client_add, name="client_add"),
    path("clients/<uuid:uuid>/", clients.client, name="client"),
    path("clients/<uuid:uuid>/revise/", clients.client_revise, name="client_revise"),
    path("clients/<uuid:uuid>/secret/", clients.client_secret, name="client_secret"),
    path("clients/<uuid:uuid>/revoke/", clients.client_revoke, name="client_revoke"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.token_make, name="token_make"),
    path("tokens/<uuid:uuid>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("oauth/token/", for_tokens(Token.as_view()), name="oauth_token"),
    path("oauth/revoke/", Revoke.as_view(), name="oauth_revoke"),
]
