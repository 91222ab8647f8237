#!/bin/sh
# Makes the secrets that docker-compose.yml reads from files, once; an existing folder is left alone.
set -eu
cd "$(dirname "$0")/../.."
if [ -e secrets ]; then
    echo "There are secrets already: remove the folder secrets to make new ones." >&2
    exit 1
fi
if [ -z "${EMAIL_URL:-}${NOTIFY_API_KEY:-}" ]; then
    echo "Set EMAIL_URL to the mail server, as smtp+tls://user:password@mail.example:587," >&2
    echo "or NOTIFY_API_KEY to the key of GOV.UK Notify." >&2
    exit 1
fi
random() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1"; }
# The folder keeps others out; the files can be read by the users that the containers run as.
umask 022
mkdir -m 700 secrets
cd secrets
for name in postgres_password owner_password app_password valkey_password; do
    random 40 >"$name"
done
random 64 >secret_key
printf 'postgres://soc_app:%s@db:5432/soc' "$(cat app_password)" >database_url
printf 'postgres://soc_owner:%s@db:5432/soc' "$(cat owner_password)" >database_owner_url
printf 'redis://:%s@valkey:6379/0' "$(cat valkey_password)" >redis_url
printf '%s' "${EMAIL_URL:-}" >email_url
printf '%s' "${NOTIFY_API_KEY:-}" >notify_api_key
