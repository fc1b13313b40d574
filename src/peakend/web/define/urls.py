"""Paths of this room."""

from django.urls import path

from peakend.web.define import moment_views, part_views, version_views, views

app_name = "define"
urlpatterns = [
    path("", views.list_studies, name="studies"),
    path("studies/new", views.new_study, name="new"),
    path("studies/<int:pk>/define", views.show_study, name="study"),
    path("studies/<int:pk>/define/archive", views.set_archive, name="archive"),
    path("studies/<int:pk>/define/remarks", views.list_remarks, name="remarks"),
    path("studies/<int:pk>/define/pages/<slug:page>", views.show_page, name="page"),
    path("studies/<int:pk>/define/questions/propose", part_views.propose_questions, name="propose"),
    path("studies/<int:pk>/define/moments", moment_views.show_board, name="board"),
    path("studies/<int:pk>/define/moments/add", moment_views.add_moment, name="add-moment"),
    path("studies/<int:pk>/define/moments/merge", moment_views.merge_some, name="merge"),
    path("studies/<int:pk>/define/moments/<slug:key>/place", moment_views.place_one, name="place"),
    path("studies/<int:pk>/define/moments/<slug:key>/split", moment_views.split_one, name="split"),
    path("studies/<int:pk>/define/parts/<slug:family>/add", part_views.add_one, name="add"),
    path("studies/<int:pk>/define/parts/<slug:family>/<str:handle>", part_views.show_part, name="part"),
    path("studies/<int:pk>/define/parts/<slug:family>/<str:handle>/order", part_views.order_one, name="order"),
    path("studies/<int:pk>/define/parts/<slug:family>/<str:handle>/remove", part_views.remove_one, name="remove"),
    path("studies/<int:pk>/define/parts/<slug:family>/<str:handle>/fields/<slug:name>", part_views.edit_cell, name="cell"),
    path("studies/<int:pk>/define/versions", version_views.list_versions, name="versions"),
    path("studies/<int:pk>/define/versions/<int:old>/<int:new>", version_views.compare_versions, name="difference"),
    path("studies/<int:pk>/define/versions/<int:number>/restore", version_views.restore_one, name="restore"),
    path("studies/<int:pk>/define/undo", version_views.undo_last, name="undo"),
    path("studies/<int:pk>/define/redo", version_views.redo_last, name="redo"),
    path("studies/<int:pk>/define/file", version_views.download_file, name="file"),
    path("studies/<int:pk>/define/upload", version_views.upload_file, name="upload"),
]
