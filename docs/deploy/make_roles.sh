#!/bin/sh
# Run once by the postgres image, on the first start of an empty volume: the owner and the application role.
set -eu
OWNER_PASSWORD="$(cat /run/secrets/owner_password)"
APP_PASSWORD="$(cat /run/secrets/app_password)"
export OWNER_PASSWORD APP_PASSWORD
psql --no-psqlrc --quiet --username "$POSTGRES_USER" --file /roles.sql
