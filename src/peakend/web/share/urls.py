"""Paths of shared links: `/s/<word>` is what is handed on, `/shared/<number>` what a guest then sees."""

from django.urls import path

from peakend.web.share import takeout_views, views

app_name = "share"
urlpatterns = [
    path("studies/<int:pk>/share", views.new_link, name="new"),
    path("studies/<int:pk>/links", views.show_links, name="list"),
    path("studies/<int:pk>/links/<int:number>/withdraw", views.withdraw, name="withdraw"),
    path("organisation/export", takeout_views.show_takeout, name="takeout"),
    path("organisation/export/archive", takeout_views.send_takeout, name="takeout-file"),
    path("s/<str:word>", views.open_word, name="open"),
    path("shared/<int:pk>", views.show_page, name="page"),
]
