"""Turns the configuration into Django's settings, secure unless an office decides otherwise."""

from __future__ import annotations

import os
from pathlib import Path

from dondoc.web.config.configuration import configuration, mail_settings, postgres_settings
from dondoc.web.config.secret import secret_key

WEB = Path(__file__).resolve().parents[1]
DONDOC = configuration(os.environ, Path.cwd())
DONDOC.data.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = DONDOC.debug
SECRET_KEY = DONDOC.secret_key or secret_key(DONDOC.data)
ALLOWED_HOSTS = list(DONDOC.hosts)
ROOT_URLCONF = "dondoc.web.config.urls"
WSGI_APPLICATION = "dondoc.web.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "dondoc.web.ui",
    "dondoc.web.accounts",
    "dondoc.web.audit",
    "dondoc.web.notices",
    "dondoc.web.jobs",
    "dondoc.web.organisations",
    "dondoc.web.calendars",
    "dondoc.web.plans",
    "dondoc.web.tracking",
    "dondoc.web.overview",
    "dondoc.web.urging",
    "dondoc.web.reports",
]

MIDDLEWARE = [
    "dondoc.web.ui.security.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dondoc.web.accounts.middleware.LoginSessions",
    "dondoc.web.accounts.middleware.Preferences",
    "dondoc.web.accounts.middleware.LoginRequired",
    "dondoc.web.accounts.middleware.NewPasswordFirst",
    "dondoc.web.organisations.middleware.scoped",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dondoc.web.ui.context.frame",
            ],
            "builtins": ["dondoc.web.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "dondoc.web.ui.forms.Renderer"

_EMBEDDED_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; "
        "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
    ),
}
if DONDOC.embedded:
    DATABASES: dict[str, dict[str, object]] = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DONDOC.database.removeprefix("sqlite:///") or str(DONDOC.data / "dondoc.sqlite3"),
            "OPTIONS": _EMBEDDED_OPTIONS,
            "TEST": {"NAME": None},
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **postgres_settings(DONDOC.database),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {
                "pool": {"min_size": 1, "max_size": 8},
                # Pages read a few rows each: what the server spends on compiling and on helpers for one is many times what they save.
                "options": "-c jit=off -c max_parallel_workers_per_gather=0",
            },
        }
    }
    INSTALLED_APPS += ["procrastinate.contrib.django"]

TASKS = {
    "default": {
        "BACKEND": "dondoc.web.jobs.leased.LeasedBackend" if DONDOC.embedded else "dondoc.web.jobs.queued.QueuedBackend",
    }
}

JOB_LEASE = DONDOC.job_lease
"""Seconds after which the job of a worker that gave no sign is taken by another."""

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "dondoc.web.accounts.password_rules.NotPersonal",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {"NAME": "dondoc.web.accounts.password_rules.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "dondoc.web.accounts.password_rules.NotCommon"},
    {"NAME": "dondoc.web.accounts.password_rules.NotNumeric"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "accounts:login"
ACCOUNTS_LOG = "dondoc.web.audit.actions.record"
TRUSTED_PROXIES = DONDOC.proxies
LOGIN_FAILURES_PER_ADDRESS = 60
LOGIN_FAILURE_WINDOW = 10 * 60

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "dondoc.web.accounts.views.login.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else the hour that the page names would not hold
AXES_CLIENT_IP_CALLABLE = "dondoc.web.accounts.addresses.client_address"
AXES_USERNAME_CALLABLE = "dondoc.web.accounts.queries.username_of"
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "dondoc"
OTP_TOTP_THROTTLE_FACTOR = 1

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_IDLE_AGE = 3 * 60 * 60  # a lunch break does not log anybody out
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "dondoc_session"
CSRF_COOKIE_NAME = "dondoc_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "dondoc.web.ui.views.expired_form"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = DONDOC.https
SECURE_HSTS_SECONDS = 31_536_000 if DONDOC.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if DONDOC.https and DONDOC.proxies else None
SECURE_REDIRECT_EXEMPT = [r"^suc-khoe/$"]  # whatever watches the server asks it directly, without https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [str(WEB / "locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = DONDOC.time_zone
FORMAT_MODULE_PATH = ["dondoc.web.config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DONDOC.data / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(DONDOC.data / "files")}},
    "staticfiles": {"BACKEND": "dondoc.web.ui.staticfiles.Storage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = str(DONDOC.data / "files")
MEDIA_URL = ""
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
globals().update(mail_settings(DONDOC.mail_url))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = DONDOC.mail_from
SITE_URL = DONDOC.site_url or f"{'https' if DONDOC.https else 'http'}://{DONDOC.hosts[0]}{'' if DONDOC.https else ':8000'}"
"""Where people reach the pages; links that leave dondoc begin with it."""
GATEWAYS = dict(DONDOC.gateways)
WEBHOOK_HOSTS = DONDOC.webhook_hosts

FILE_UPLOAD_HANDLERS = [
    "dondoc.web.plans.upload_limit.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
UPLOAD_LIMIT = 64 * 1024 * 1024
"""The largest file, in bytes, that may be read in."""

TRUSTED_CERTIFICATES = DONDOC.trusted_certificates
"""Files, or folders of files, of the root certificates by which signed documents are verified."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # What is wrong with a signature is told to who brought it; the library's own log is a traceback for each.
    "loggers": {name: {"level": "CRITICAL"} for name in ("pyhanko", "pyhanko_certvalidator")},
}
