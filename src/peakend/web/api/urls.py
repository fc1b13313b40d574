"""Paths of the API: its operations, its description, the page that explains it."""

from django.urls import path, re_path

from peakend.web.api import views
from peakend.web.api.door import api

urlpatterns = [
    path("api/", views.show_docs, name="api-docs"),
    path("api/openapi.json", views.show_description, name="api-description"),
    path("api/", api.urls),
    re_path(r"^api/(?P<rest>.*)$", views.show_nothing, name="api-nothing"),
]
