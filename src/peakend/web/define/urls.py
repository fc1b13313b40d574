"""Paths of this room."""

from django.urls import URLPattern

app_name = "define"
urlpatterns: list[URLPattern] = []
