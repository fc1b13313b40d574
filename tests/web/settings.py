"""The settings of the workbench for tests: a folder of its own, fast hashes of passwords, plain static files."""

import atexit
import os
import shutil
import tempfile

os.environ["PEAKEND_HOME"] = tempfile.mkdtemp(prefix="peakend-test-")
os.environ.setdefault("PEAKEND_SECRET", "only for tests, never for people")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # a browser driven in the same process leaves a loop of events behind that nobody awaits

from peakend.web.settings import *  # noqa: F403 - the folder must be chosen first

atexit.register(shutil.rmtree, HOME, ignore_errors=True)  # noqa: F405 - from the settings
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - from the settings
if not os.environ.get("PEAKEND_DATABASE"):
    DATABASES["default"]["TEST"] = {"NAME": HOME / "test.sqlite3"}  # noqa: F405 - a file: threads that write at once wait in turn
