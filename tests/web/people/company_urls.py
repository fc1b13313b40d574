"""Where everything is when a provider of company accounts is set up."""

from allauth.socialaccount import views as social
from django.urls import include, path

from peakend.web import urls

urlpatterns = [
    *urls.urlpatterns,
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),  # all below oidc/
    path("oidc-cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
]
handler404, handler403, handler500 = urls.handler404, urls.handler403, urls.handler500
