"""Paths of this room."""

from django.urls import URLPattern, path

from peakend.web.listen import drafts, views

app_name = "listen"
urlpatterns: list[URLPattern] = [
    path("studies/<int:pk>/answers", views.show_answers, name="answers"),
    path("studies/<int:pk>/answers/send", views.send_file, name="send"),
    path("studies/<int:pk>/answers/files/<int:upload>", views.show_upload, name="upload"),
    path("studies/<int:pk>/answers/files/<int:upload>/progress", views.tell_progress, name="progress"),
    path("studies/<int:pk>/answers/files/<int:upload>/trial", views.order_trial, name="trial"),
    path("studies/<int:pk>/answers/files/<int:upload>/rematch", views.rematch, name="rematch"),
    path("studies/<int:pk>/answers/files/<int:upload>/import", views.order_import, name="import"),
    path("studies/<int:pk>/answers/files/<int:upload>/again", views.look_again, name="again"),
    path("studies/<int:pk>/answers/files/<int:upload>/drop", views.drop, name="drop"),
    path("studies/<int:pk>/answers/files/<int:upload>/refused", views.show_refused, name="refused"),
    path("studies/<int:pk>/answers/files/<int:upload>/refused.csv", views.download_refused, name="refused-file"),
    path("studies/<int:pk>/answers/parts/<int:part>/undo", views.undo, name="undo"),
    path("studies/<int:pk>/answers/parts/<int:part>/redo", views.redo, name="redo"),
    path("studies/<int:pk>/answers/parts/<int:part>/recode", views.recode, name="recode"),
    path("studies/from-export", drafts.start_draft, name="draft"),
    path("studies/from-export/<int:upload>", drafts.show_draft, name="draft-file"),
    path("studies/from-export/<int:upload>/progress", drafts.tell_progress, name="draft-progress"),
    path("studies/from-export/<int:upload>/text", drafts.download_draft, name="draft-text"),
    path("studies/from-export/<int:upload>/create", drafts.create_study, name="draft-create"),
    path("studies/from-export/<int:upload>/drop", drafts.drop, name="draft-drop"),
]
