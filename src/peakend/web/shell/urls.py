"""Paths of the frame: language, health."""

from django.urls import path

from peakend.web.shell import views

app_name = "shell"
urlpatterns = [
    path("language", views.set_language, name="language"),
    path("health", views.tell_health, name="health"),
]
