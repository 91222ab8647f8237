"""Settings of the portal, read from the environment; a secret may come from a file
(`SECRET_KEY_FILE`).

`inspection_portal.local` sets every variable on a machine that has none, so development needs no
configuration.
Anything left out in production fails closed.
"""

import os
from pathlib import Path

import environ
import pghistory
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from inspection_portal.enum_names import ENUM_NAMES

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()


def secret(name: str, default: str | None = None) -> str:
    """The variable `name`, or the content of the file that `name`_FILE points to."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"Set {name} or {name}_FILE.")
    return value


# DEVELOPMENT loosens nothing but what a machine without TLS and mail needs.
DEVELOPMENT = env.bool("DEVELOPMENT", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = secret("SECRET_KEY", "development-only-secret-key" * 2 if DEVELOPMENT else None)
# Earlier keys, with spaces between: what was signed or sealed by them is still read.
SECRET_KEY_FALLBACKS = secret("SECRET_KEY_FALLBACKS", "").split()
PORTAL_URL = env.str("PORTAL_URL", default="http://localhost:8000" if DEVELOPMENT else "")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEVELOPMENT else []
)
CSRF_TRUSTED_ORIGINS = [PORTAL_URL] if PORTAL_URL else []

INSTALLED_APPS = [
    "inspection_portal.core",
    "forces",
    "findings",
    "recommendations",
    "disruptions",
    "inspection_portal.reports",
    "inspection_portal.home",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "oauth2_provider",
    "pghistory",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "inspection_portal.core.middleware.SignInRequired",
    "inspection_portal.core.middleware.no_store",
    "inspection_portal.core.recording.RowHistory",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "inspection_portal.urls"
WSGI_APPLICATION = "inspection_portal.wsgi.application"
FORM_RENDERER = "inspection_portal.core.gds.GovukRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "inspection_portal.core.templatetags.govuk",
                "inspection_portal.reports.templatetags.prose",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inspection_portal.home.context.navigation",
            ],
        },
    }
]

# The application role runs the portal; the owner role, where it is known, migrates (ADR 0006).
# How long a statement and a lock may take is a matter of the role: the owner's take what they take.
database = environ.Env.db_url_config(
    secret("DATABASE_URL", "postgres://soc_app@localhost/soc" if DEVELOPMENT else None)
)
DATABASES = {
    "default": {
        **database,
        "OPTIONS": {"connect_timeout": 3, **database.get("OPTIONS", {})},
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
    }
}
# Attempts to sign in are counted here: for all processes at once, and without the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Versions of a row are found by the row: an index for each of its keys would only cost.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)

REDIS_URL = secret("REDIS_URL", "redis://localhost:6379/0" if DEVELOPMENT else None)
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Europe/London"
CELERY_TASK_ROUTES = {
    "inspection_portal.reports.tasks.*_pdf": {"queue": "pdf"},
    "disruptions.tasks.work_on_extract": {"queue": "extracts"},
    "inspection_portal.core.tasks.send_webhooks": {"queue": "webhooks"},
}
CELERY_BEAT_SCHEDULE = {
    "heartbeat": {
        "task": "inspection_portal.home.tasks.heartbeat",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "send-messages": {
        "task": "inspection_portal.core.tasks.send_messages",
        "schedule": 15.0,
        "options": {"expires": 10},
    },
    "send-webhooks": {
        "task": "inspection_portal.core.tasks.send_webhooks",
        "schedule": 5.0,
        "options": {"expires": 5},
    },
    "sweep-reminders": {
        "task": "recommendations.tasks.sweep_reminders",
        "schedule": crontab(hour="0,5,6,9,12,15,18", minute=20),
        "options": {"expires": 30 * 60},
    },
    "tidy": {
        "task": "inspection_portal.core.tasks.tidy",
        "schedule": 24 * 60 * 60.0,
        "options": {"expires": 60 * 60},
    },
    "forget-access-tokens": {
        "task": "forces.tasks.forget_access_tokens",
        "schedule": crontab(hour=3, minute=40),
        "options": {"expires": 12 * 60 * 60},
    },
    "verify-audit": {
        "task": "inspection_portal.home.tasks.verify_audit",
        "schedule": crontab(hour=3, minute=10),
        "options": {"expires": 12 * 60 * 60},
    },
    "announce-issues": {
        "task": "inspection_portal.home.tasks.announce_issues",
        "schedule": 15.0,
        "options": {"expires": 10},
    },
    "announce-national": {
        "task": "recommendations.tasks.announce_national",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "tell-of-views": {
        "task": "recommendations.tasks.tell_of_views",
        "schedule": crontab(hour="7-18", minute=5),
        "options": {"expires": 50 * 60},
    },
    "mend-issues": {
        "task": "inspection_portal.reports.tasks.mend_issues",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "mend-extracts": {
        "task": "disruptions.tasks.mend_extracts",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "compare-plans": {
        "task": "disruptions.tasks.compare_plans",
        "schedule": 60.0,
        "options": {"expires": 50},
    },
    "count-checks": {
        "task": "disruptions.tasks.count_checks",
        "schedule": 5 * 60.0,
        "options": {"expires": 4 * 60},
    },
    "forget-trackers": {
        "task": "recommendations.tasks.forget_trackers",
        "schedule": 60 * 60.0,
        "options": {"expires": 50 * 60},
    },
    "fold-due-counts": {
        "task": "recommendations.tasks.fold_due_counts",
        "schedule": crontab(hour=2, minute=20),
        "options": {"expires": 12 * 60 * 60},
    },
    "fold-disruption-counts": {
        "task": "disruptions.tasks.fold_disruption_counts",
        "schedule": crontab(hour=2, minute=25),
        "options": {"expires": 12 * 60 * 60},
    },
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:home"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "inspection_portal.core.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "inspection_portal.core.accounts.SignInForm",
    "change_password": "inspection_portal.core.accounts.ChangePasswordForm",
    "reset_password": "inspection_portal.core.accounts.ResetPasswordForm",
    "reset_password_from_key": "inspection_portal.core.accounts.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

CSRF_FAILURE_VIEW = "inspection_portal.core.refusals.csrf_failure"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SECURE_SSL_REDIRECT = not DEVELOPMENT
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEVELOPMENT
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_REDIRECT_EXEMPT = [r"^health/"]
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
LOCALE_PATHS = [BASE_DIR / "inspection_portal" / "locale"]

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "var" / "static")))
# In development WhiteNoise serves the files from where they are written, with nothing collected.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Mail goes by GOV.UK Notify where its key is set, and else by the mail server of EMAIL_URL.
NOTIFY_API_KEY = secret("NOTIFY_API_KEY", "")
NOTIFY_TEMPLATE_ID = env.str("NOTIFY_TEMPLATE_ID", default="")
NOTIFY_URL = env.str("NOTIFY_URL", default="https://api.notifications.service.gov.uk")
if NOTIFY_API_KEY:
    EMAIL_BACKEND = "inspection_portal.core.notify.Backend"
else:
    vars().update(
        environ.Env.email_url_config(secret("EMAIL_URL", "consolemail://" if DEVELOPMENT else None))
    )
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "forces.authentication.Bearer",
        "inspection_portal.core.authentication.Session",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "inspection_portal.scopes.HasScope",
    ],
    "DEFAULT_RENDERER_CLASSES": ["inspection_portal.core.renderers.JsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["inspection_portal.core.parsing.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "inspection_portal.core.schema.Described",
    "EXCEPTION_HANDLER": "inspection_portal.core.problems.handle",
    "URL_FORMAT_OVERRIDE": None,
}
# Of each client, token or person, or each address of whoever is not signed in.
REQUESTS_A_MINUTE = {
    "read": env.int("API_READS_A_MINUTE", default=600),
    "write": env.int("API_WRITES_A_MINUTE", default=120),
    "token": env.int("API_TOKENS_A_MINUTE", default=20),
}
# What tells in 64 characters what a user may do: an answer is given again while that is the same.
RIGHTS_STAMP = "forces.rights.stamp"
SPECTACULAR_SETTINGS = {
    "TITLE": "SOC inspection portal",
    "DESCRIPTION": "How regions and forces tackle serious and organised crime, as inspected.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "inspection_portal.core.schema.describe_refusals",
        "inspection_portal.core.schema.describe_streams",
        "inspection_portal.dictionary.describe_fields",
    ],
    "GET_LIB_DOC_EXCLUDES": "inspection_portal.dictionary.bases",
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# What RFC 9700 asks, of grants too that are not known here; of tokens only the checksum is kept.
PRACTICES = "IMPLICIT_GRANT PASSWORD_GRANT PKCE_METHOD AUTHZ_RESPONSE_ISS ACCESS_TOKEN_TRANSPORT"
OAUTH2_PROVIDER_APPLICATION_MODEL = "oauth2_provider.Application"
OAUTH2_PROVIDER = {
    "OAUTH2_SERVER_CLASS": "oauthlib.oauth2.BackendApplicationServer",
    "OAUTH2_VALIDATOR_CLASS": "forces.oauth.Validator",
    "SCOPES_BACKEND_CLASS": "forces.oauth.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 60 * 60,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    **{f"COMPLIANT_BCP_RFC9700_{each}": True for each in (*PRACTICES.split(), "TOKEN_STORAGE")},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        "inspection_portal.audit": {"level": "INFO"},
        # At DEBUG it writes tokens down.
        "oauthlib": {"level": "INFO"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
