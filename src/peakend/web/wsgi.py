"""The workbench as a WSGI application: what a server is given."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peakend.web.settings")

application = get_wsgi_application()
