"""All settings. Each value that an installation may change is read from the environment here
and listed in the README's table; nothing else in the project reads the environment."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config import environment, headers

BASE_DIR = Path(__file__).resolve().parent.parent
env = environment.load(BASE_DIR / ".env")

VAR_DIR = environment.folder("VAR_DIR", default=BASE_DIR / "var")
DEBUG = environment.flag("DEBUG", default=False)
HTTPS = environment.flag("HTTPS", default=False)
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)
PROXIES = environment.whole_number("PROXIES", default=1, least=1)
SECRET_KEY = environment.secret_key(VAR_DIR)
SITE_URL = environment.base_url("SITE_URL", default="http://127.0.0.1:8000")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])

INSTALLED_APPS = [
    "desk",
    "website",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "accounts",  # after allauth, whose lists it takes out of the administration
    "intake",
    "publishing",
    "documents",
    "goals",
    "themes",
    "plans",
    "markdownx",
    "csp",
    "axes",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First, so that what the others answer by themselves carries the headers too.
    "config.middleware.strict_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.AdminLocaleMiddleware",
    "config.middleware.refuse_nul",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.ask_database_first",
    # Within what counts the answer's bytes.
    "config.middleware.explain_method",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.views.session.IdleTimeMiddleware",
    "accounts.views.two_step.TwoStepMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "desk.draft_notice.DraftNoticeMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["website.templatetags.rendered_once"],
        },
    }
]

DATABASES = {"default": environment.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Taking the write lock at BEGIN is what makes two writers queue instead of one failing.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # Whoever waits for a database that is away is told so soon.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds; the e-mail says so
# Without opening or saving a page of the admin; see accounts/views/session.py.
SESSION_COOKIE_AGE = 60 * environment.whole_number("SESSION_MINUTES", default=120)
SINGLE_SIGN_ON = environment.single_sign_on()

# Which pages of allauth there are is said in accounts/urls.py; what it asks of us, in accounts/adapters.py.
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a mail to whoever is typed in would be a mail to anybody
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # who may not see the desk would be sent to and fro
ACCOUNT_SESSION_REMEMBER = True  # SESSION_COOKIE_AGE counts for everybody
# What is tried with passwords is counted by axes and accounts/lockout.py, e-mails by accounts/views/password.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "login_failed": "5/5m/key,20/d/key",  # wrong codes of one person, whose password was right
}
SOCIALACCOUNT_ADAPTER = "accounts.views.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10  # seconds
# allauth's own writes a table of addresses for whoever is asked about, by anybody, and then wants them confirmed.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_ADAPTER = "accounts.adapters.TwoStepAdapter"
MFA_REAUTHENTICATION_REQUIRED = False  # turning two-step off asks for a code itself
MFA_TOTP_ISSUER = urlsplit(SITE_URL).hostname
MFA_TOTP_TOLERANCE = 1

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=environment.whole_number("LOCKOUT_MINUTES", default=15))
# Not the address alone: a whole town hall shares one. Not the name alone: anybody could lock out anybody.
# An address alone has limits of its own, far wider, in accounts/lockout.py.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "accounts.lockout.Lockout"
AXES_CLIENT_IP_CALLABLE = "accounts.client_address.client_address"
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "accounts.lockout.name_tried"
AXES_LOCKOUT_CALLABLE = "accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_SENSITIVE_PARAMETERS = [
    "username",
    "login",
    "ip_address",
]
AXES_DISABLE_ACCESS_LOG = True  # who signed in when is nobody's business but the person's
AXES_ENABLE_ADMIN = AXES_VERBOSE = False

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # it would print the year 2019 as "2.019"

CACHES = {
    # In the database: wrong codes, and codes that have been used, count for all server processes together. Only
    # who has a password gets so far, so that nobody pushes out what others have done.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # In files: one server process makes an edition, another is asked how far it has come.
    "progress": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "progress",
        "TIMEOUT": 120,
    },
}

# Beside what is packed already, the print typefaces: no browser asks for them, and packing takes ten seconds.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["jpg", "png", "gif", "webp", "woff", "woff2", "ttf", "otf"]
# The public pages as files, and whether they are built and served by the portal: website/building/.
SITE_ROOT = VAR_DIR / "site"
SITE_FILES = environment.flag("SITE_FILES", default=not DEBUG)
BUILD_PROCESSES = environment.whole_number("BUILD_PROCESSES", default=2, least=1)
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
"""The page of a theme with fifty goals and their targets sends 1,700."""
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    # Stored PDFs lie outside MEDIA_ROOT: a withdrawn edition must not be reachable by its path.
    "editions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "editions", "base_url": None},
    },
    # Uploaded files between preview and import.
    "imports": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "imports", "base_url": None},
    },
}

CONTENT_SECURITY_POLICY = {"DIRECTIVES": headers.CONTENT_SECURITY_POLICY}
STRICT_HEADERS = headers.STRICT
SECURE_REFERRER_POLICY = headers.STRICT["Referrer-Policy"]
PUBLIC_HEADERS = headers.PUBLIC
FRESH_SECONDS = headers.FRESH_SECONDS
# XFrameOptionsMiddleware: its header is one of these. Subdomains and preload: an installation asks for them.
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
if HTTPS:
    SECURE_SSL_REDIRECT = environment.flag("SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS, SECURE_HSTS_PRELOAD = environment.hsts()
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

globals().update(environment.email("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer must not keep a step waiting
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")

MARKDOWNX_MARKDOWNIFY_FUNCTION = "documents.markdown.preview"
MARKDOWNX_URLS_PATH = "/admin/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdownx/upload/"
MARKDOWNX_MEDIA_PATH = "billeder/"
MARKDOWNX_UPLOAD_MAX_SIZE = 20 * 1024 * 1024
MARKDOWNX_UPLOAD_CONTENT_TYPES = ["image/jpeg", "image/png"]
# Pixels: 300 an inch, as a print shop asks, over the 156 mm that a line of the PDF is wide.
MARKDOWNX_IMAGE_MAX_SIZE = {"size": (1843, 0), "quality": 85}

# Of one rendering, which runs in a process of its own. A plan of 220 pages takes about half of each.
PDF_SECONDS = environment.whole_number("PDF_SECONDS", default=90)
PDF_CPU_SECONDS = environment.whole_number("PDF_CPU_SECONDS", default=60)
PDF_MEGABYTES = environment.whole_number("PDF_MEGABYTES", default=512)
INTAKE_SECONDS = environment.whole_number("INTAKE_SECONDS", default=60)
INTAKE_CPU_SECONDS = environment.whole_number("INTAKE_CPU_SECONDS", default=40)
INTAKE_MEGABYTES = environment.whole_number("INTAKE_MEGABYTES", default=768)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # They tell of every step; only what goes wrong is worth a line.
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "weasyprint.progress": {"level": "WARNING"},
    },
}

# Figures are fetched from there only where a key is set.
JOBINDSATS_URL = environment.base_url("JOBINDSATS_URL", default="https://api.jobindsats.dk/v3")
JOBINDSATS_KEY = env.str("JOBINDSATS_KEY", default="")
