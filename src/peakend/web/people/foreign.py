"""Which pages of allauth are there? The second factor and, where it is set up, the sign-in of a company; nothing else of it is routed."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.socialaccount import views as social
from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from peakend.web.people.views import door

urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in", door.sign_in, name="account_login"),
    path("sign-out", door.sign_out, name="account_logout"),
    path("sign-in/inactive", account.account_inactive, name="account_inactive"),
    path("sign-in/again", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/code", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/code-again", factor.reauthenticate, name="mfa_reauthenticate"),
    path("profile/factor", factor.index, name="mfa_index"),
    path("profile/factor/on", app.activate_totp, name="mfa_activate_totp"),
    path("profile/factor/off", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("profile/factor/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("profile/factor/codes/new", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("profile/factor/codes/file", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
if settings.SOCIALACCOUNT_PROVIDERS:
    urlpatterns += [
        path("", include("allauth.socialaccount.providers.openid_connect.urls")),  # all below oidc/
        path("oidc-cancelled", social.login_cancelled, name="socialaccount_login_cancelled"),
    ]
