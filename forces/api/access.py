"""Clients of the API and personal tokens, for those who look after them."""

from typing import Any, cast
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from forces import actions, permissions
from forces.models import ApiClient, Body, LocalPolicingBody, Organisation, PersonalToken, RoleGrant
from forces.scopes import SCOPES
from inspection_portal.core.api import In, SeenIn, VisibleViewSet, sent
from inspection_portal.core.models import User

CLIENT_ROLES = [(role.value, role.label) for role in RoleGrant.OF_CLIENTS]
NAME = "What people know it by."
ROLE = "The role that the client acts in; empty for one that reads what everybody reads."
LAST_DAY = "The last day on which it works, within a year."
SCOPES_OF_IT = "What it may read and change, each scope as in the security schemes."
USED = "When it was last used, to the minute."
IN_ACCESS = ["uuid", "name", "scopes", "state", "made_at", "expires_on", "last_used_at"]


class ApiClientOut(serializers.ModelSerializer[ApiClient]):
    client_id = serializers.CharField(help_text="What it calls itself where it asks for a token.")
    state = serializers.ChoiceField(choices=ApiClient.State.choices)
    scopes = serializers.ListField(child=serializers.CharField(), help_text=SCOPES_OF_IT)
    role = serializers.SerializerMethodField(help_text="The role that it acts in, and where.")
    last_used_at = serializers.DateTimeField(allow_null=True, help_text=USED)

    class Meta:
        model = ApiClient
        fields = [*IN_ACCESS, "version", "client_id", "role", "secret_made_at", "revoked_at"]
        read_only_fields = fields

    def get_role(self, client: ApiClient) -> str:
        return client.role.in_words if client.role else ""


class ClientSecretOut(serializers.Serializer[Any]):
    client_id = serializers.CharField()
    client_secret = serializers.CharField(help_text="Told this once: keep it where secrets are.")


class PersonalTokenOut(serializers.ModelSerializer[PersonalToken]):
    state = serializers.ChoiceField(choices=PersonalToken.State.choices)
    scopes = serializers.ListField(child=serializers.CharField(), help_text=SCOPES_OF_IT)
    person = serializers.CharField(source="user.name", help_text="Whom it acts for.")
    last_used_at = serializers.DateTimeField(allow_null=True, help_text=USED)

    class Meta:
        model = PersonalToken
        fields = [*IN_ACCESS, "person", "revoked_at"]
        read_only_fields = fields


class ScopesField(serializers.ListField):
    child = serializers.ChoiceField(choices=list(SCOPES))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty=False, help_text=SCOPES_OF_IT, **kwargs)


class AddClientIn(In):
    name = serializers.CharField(max_length=80, help_text=NAME)
    scopes = ScopesField()
    expires_on = serializers.DateField(help_text=LAST_DAY)
    role = serializers.ChoiceField(
        choices=CLIENT_ROLES,
        allow_blank=True,
        required=False,
        help_text=ROLE,
    )
    body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Body.objects.all(), required=False, allow_null=True
    )
    policing_body = serializers.SlugRelatedField(
        slug_field="uuid", queryset=LocalPolicingBody.objects.all(), required=False, allow_null=True
    )
    organisation = serializers.SlugRelatedField(
        slug_field="uuid", queryset=Organisation.objects.all(), required=False, allow_null=True
    )


class ReviseClientIn(In):
    name = serializers.CharField(max_length=80, required=False, help_text=NAME)
    scopes = ScopesField(required=False)
    expires_on = serializers.DateField(required=False, help_text=LAST_DAY)


class ApiClientViewSet(VisibleViewSet[ApiClient]):
    """Systems that use the API. Administrators see them, and nobody else."""

    queryset = ApiClient.objects.all()
    serializer_class = ApiClientOut

    @extend_schema(request=AddClientIn)
    @action(detail=False, methods=["post"], filter_backends=[])
    def add(self, request: Request) -> Response:
        """Let a system use the API. It gets in once you have made a secret for it."""
        may = permissions.can_manage_clients(cast(User, request.user))
        return self._told(actions.add_client(**sent(request, AddClientIn, may=may)))

    @extend_schema(request=ReviseClientIn, responses=ApiClientOut)
    def partial_update(self, request: Request, uuid: UUID) -> Response:
        """Change its name, its scopes or its last day. What it may no more ends at once."""
        client: ApiClient = self.get_object()
        actions.revise_client(client, **sent(request, ReviseClientIn))
        return self._told(client)

    @extend_schema(request=SeenIn, responses=ClientSecretOut)
    @action(detail=True, methods=["post"], url_path="renew-secret")
    def renew_secret(self, request: Request, uuid: UUID) -> Response:
        """Make a new secret. The one before and all access tokens end at once."""
        client: ApiClient = self.get_object()
        secret = actions.renew_secret(client, **sent(request, SeenIn))
        return Response({"client_id": client.client_id, "client_secret": secret})

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uuid: UUID) -> Response:
        """Shut the client out for good, with its access tokens and its role."""
        client: ApiClient = self.get_object()
        actions.revoke_client(client, **sent(request, In))
        return self._told(client)

    def _told(self, client: ApiClient) -> Response:
        return Response(self.get_serializer(client).data)


class PersonalTokenViewSet(VisibleViewSet[PersonalToken]):
    """Tokens by which programs act for you. They are made on your page of the portal alone, never
    by a program. Administrators see everybody’s.
    """

    queryset = PersonalToken.objects.all()
    serializer_class = PersonalTokenOut

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def revoke(self, request: Request, uuid: UUID) -> Response:
        """Shut out whatever presents the token."""
        token: PersonalToken = self.get_object()
        actions.revoke_token(token, **sent(request, In))
        return Response(self.get_serializer(token).data)
