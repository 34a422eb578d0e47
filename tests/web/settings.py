"""The product's settings on a database and a folder of the tests' own."""

from __future__ import annotations

import os
import tempfile

os.environ["DONDOC_DATA"] = os.environ.get("DONDOC_TEST_DATA") or tempfile.mkdtemp(prefix="dondoc-tests-")
os.environ["DONDOC_DATABASE"] = os.environ.get("DONDOC_TEST_DATABASE", "")
os.environ["DONDOC_SECRET_KEY"] = "only for tests, fifty characters long at the very least"

from dondoc.web.config.settings import *  # noqa: F403 - the environment comes first

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
if DONDOC.embedded:  # noqa: F405
    # A file, not memory: the server of the journeys reads it through connections of its own, as in an office.
    DATABASES["default"]["TEST"] = {"NAME": str(DONDOC.data / "tests.sqlite3")}  # noqa: F405
