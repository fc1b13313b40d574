"""Paths of this room."""

from django.urls import path

from peakend.web.analyse import baselines, exports, moment_files, views

app_name = "analyse"
urlpatterns = [
    path("studies/<int:pk>/map", views.show_map, name="map"),
    path("studies/<int:pk>/moments/<str:key>", views.show_moment, name="moment"),
    path("studies/<int:pk>/moments/<str:key>/files/<str:name>", moment_files.send_moment, name="moment-file"),
    path("studies/<int:pk>/results", views.list_results, name="results"),
    path("studies/<int:pk>/results/<slug:question>", views.show_result, name="result"),
    path("studies/<int:pk>/compare", views.compare, name="compare"),
    path("studies/<int:pk>/baselines", baselines.list_baselines, name="baselines"),
    path("studies/<int:pk>/baselines/freeze", baselines.freeze, name="freeze"),
    path("studies/<int:pk>/baselines/<int:number>", baselines.show_baseline, name="baseline"),
    path("studies/<int:pk>/results/<slug:question>/<str:name>.svg", exports.send_svg, name="svg"),
    path("studies/<int:pk>/results/<slug:question>/<str:name>.png", exports.send_png, name="png"),
    path("studies/<int:pk>/tables/<slug:question>.csv", exports.send_csv, name="csv"),
    path("studies/<int:pk>/tables/<slug:question>.xlsx", exports.send_xlsx, name="xlsx"),
    path("studies/<int:pk>/slides/<slug:question>.pptx", exports.send_slide, name="slide"),
    path("studies/<int:pk>/reports", exports.list_reports, name="reports"),
    path("studies/<int:pk>/reports/<slug:kind>/make", exports.make_report, name="make"),
    path("studies/<int:pk>/reports/<str:word>", exports.watch_report, name="watch"),
    path("studies/<int:pk>/reports/<str:word>/file", exports.send_report, name="file"),
]
