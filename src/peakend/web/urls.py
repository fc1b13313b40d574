"""Where is everything? Each room brings its own paths; what is not here is not there."""

from django.urls import include, path

from peakend.web.shell import faults

urlpatterns = [
    path("", include("peakend.web.define.urls")),
    path("", include("peakend.web.listen.urls")),
    path("", include("peakend.web.analyse.urls")),
    path("", include("peakend.web.share.urls")),
    path("", include("peakend.web.api.urls")),
    path("", include("peakend.web.people.urls")),
    path("", include("peakend.web.people.foreign")),
    path("", include("peakend.web.shell.urls")),
]

handler400 = faults.unreadable
handler404 = faults.not_found
handler403 = faults.forbidden
handler500 = faults.broken
