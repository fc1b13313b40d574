"""How is the workbench set up? Everything that differs from one installation to the next comes from the environment; the rest is fixed.

`PEAKEND_HOME` is the folder of everything kept (database, answers, keys); `PEAKEND_DATABASE` an address (`postgres://…`) in place of the
embedded database; `PEAKEND_HOSTS` the names it answers to; `PEAKEND_PRODUCTION=1` refuses to start with anything unsafe.
"""

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from peakend.errors import SettingUnreadable
from peakend.web.oidc import read_origins, read_providers, read_rules
from peakend.web.secret import read_secret

HOME: Final = Path(os.environ.get("PEAKEND_HOME", Path.home() / ".peakend")).expanduser()
PRODUCTION: Final = os.environ.get("PEAKEND_PRODUCTION", "") == "1"
ADDRESS: Final = os.environ.get("PEAKEND_ADDRESS", "")
"""Under which address people reach it (https://…): links in messages and the check of origins need it."""

SECRET_KEY = read_secret(HOME)
DEBUG = False
ALLOWED_HOSTS = [name.strip() for name in os.environ.get("PEAKEND_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name.strip()]
if "PEAKEND_HOSTS" not in os.environ and (_named := urlsplit(ADDRESS).hostname):
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, _named]
CSRF_TRUSTED_ORIGINS = [ADDRESS] if ADDRESS else []
ROOT_URLCONF = "peakend.web.urls"
WSGI_APPLICATION = "peakend.web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "peakend.web.people",  # before allauth: our templates stand in place of its own
    "peakend.web.shell",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "peakend.web.define",
    "peakend.web.listen",
    "peakend.web.analyse",
    "peakend.web.share",
    "peakend.web.api",
]

MIDDLEWARE = [
    "peakend.web.shell.requests.log_request",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peakend.web.shell.copies.forbid_copies",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "peakend.web.shell.language.choose_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "peakend.web.people.access.deny_by_default",
    "peakend.web.shell.faults.explain_faults",
    "axes.middleware.AxesMiddleware",
    "peakend.web.api.problems.refuse_methods",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "peakend.web.shell.frame.frame_page",
            ],
            "builtins": ["peakend.web.shell.templatetags.words"],
            "string_if_invalid": "",
        },
    }
]


def _number(name: str, otherwise: int) -> int:
    """A whole number above nothing from the environment. Raises `SettingUnreadable`."""
    said = os.environ.get(name, "").strip()
    if said and (not said.isdecimal() or not int(said)):
        raise SettingUnreadable(setting=name, value=said)
    return int(said) if said else otherwise


def _database(address: str) -> dict[str, Any]:
    """The settings of a database from its address; the embedded one where there is none."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "peakend.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASES = {"default": _database(os.environ.get("PEAKEND_DATABASE", ""))}
DEMO_PASSWORD_FILE: Final = HOME / "demo-password"
"""Where the one password of a demonstration lies; the sign-in page shows it. Without a demonstration there is no such file."""
MEDIA_ROOT = HOME / "files"
"""Where answers, uploads and kept tallies lie; nothing in it is ever served as a file."""

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "peakend.web.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:sign-in"
LOGIN_REDIRECT_URL = "define:studies"
LOGOUT_REDIRECT_URL = "people:sign-in"

ACCOUNT_ADAPTER = "peakend.web.people.adapter.Door"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}  # our own view finds the name that an e-mail address means
ACCOUNT_UNIQUE_EMAIL = False  # a proven address of a company account meets unproven ones here: they are different people
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "10/5m/key", "reauthenticate": "10/m/user"}
SOCIALACCOUNT_ADAPTER = "peakend.web.people.adapter.CompanyDoor"
SOCIALACCOUNT_PROVIDERS = read_providers(os.environ)
JOIN_RULES = read_rules(os.environ)
PASSWORD_RESET_TIMEOUT = 24 * 3600
MFA_ADAPTER = "peakend.web.people.adapter.SecondFactor"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "peakend.web.people.factor.CodeForm",
    "reauthenticate": "peakend.web.people.factor.CodeAgainForm",
    "activate_totp": "peakend.web.people.factor.ActivateForm",
}
ACCOUNT_FORMS = {"reauthenticate": "peakend.web.people.factor.PasswordAgainForm"}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Peakend"

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the end that was told stays the end
AXES_LOCKOUT_CALLABLE = "peakend.web.people.throttle.tell_lockout"
AXES_CLIENT_IP_CALLABLE = "peakend.web.people.throttle.address_of"
AXES_DISABLE_ACCESS_LOG = True  # sign-ins stand in our own log
AXES_VERBOSE = False

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "peakend.web.shell.faults.forbidden"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("PEAKEND_BEHIND_PROXY", "") == "1" else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *read_origins(os.environ)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("PEAKEND_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 31_536_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_HANDLERS = [
    "peakend.web.listen.arrival.Limiter",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
MACHINES: Final = _number("PEAKEND_MACHINES", 1)
"""On how many machines the workbench is said to run."""
UPLOAD_LIMIT: Final = _number("PEAKEND_UPLOAD_LIMIT", 300_000_000)
"""The largest file that may be sent, in bytes."""

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if os.environ.get("PEAKEND_MAIL_HOST") else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = os.environ.get("PEAKEND_MAIL_HOST", "")
EMAIL_PORT = _number("PEAKEND_MAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("PEAKEND_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("PEAKEND_MAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465  # noqa: PLR2004 - the port on which mail is encrypted from its first byte
EMAIL_USE_TLS = EMAIL_PORT not in {25, 465}
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("PEAKEND_MAIL_FROM", "peakend@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_address": {"()": "peakend.web.shell.requests.WithoutAddress"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_address"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "peakend.requests": {"level": os.environ.get("PEAKEND_LOG", "WARNING").upper()},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # any stranger could fill the log with it
        "django_tasks_db": {"level": "ERROR"},  # that it stops when it is told to is no news
        "django.request": {"level": "ERROR"},  # what was not found or not allowed stands in the log of requests
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]  # `peakend web check` says these in our words
