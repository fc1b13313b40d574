"""Paths of this room."""

from django.urls import path

from peakend.web.people.views import door, join, log, profile, units

app_name = "people"
urlpatterns = [
    path("sign-in", door.sign_in, name="sign-in"),
    path("sign-out", door.sign_out, name="sign-out"),
    path("forgotten", door.ask_reset, name="forgotten"),
    path("reset/set", door.set_password, name="reset-set"),
    path("reset/<str:account>/<str:word>", door.open_reset, name="reset"),
    path("join", join.join_now, name="join-now"),
    path("join/<str:word>", join.open_link, name="join"),
    path("profile", profile.show_profile, name="profile"),
    path("profile/password", profile.show_password, name="password"),
    path("profile/leave", profile.show_leave, name="leave"),
    path("profile/tokens", profile.show_tokens, name="tokens"),
    path("profile/tokens/<int:pk>/revoke", profile.take_token, name="token-revoke"),
    path("units", units.show_units, name="units"),
    path("units/<int:pk>", units.show_units, name="unit"),
    path("units/<int:pk>/add", units.add_unit, name="unit-add"),
    path("units/<int:pk>/rename", units.rename_unit, name="unit-rename"),
    path("units/<int:pk>/remove", units.remove_unit, name="unit-remove"),
    path("units/<int:pk>/invite", units.invite, name="invite"),
    path("units/<int:pk>/invitations/<int:invitation>/withdraw", units.withdraw_invitation, name="invitation-withdraw"),
    path("units/<int:pk>/members/<int:member>/role", units.change_role, name="member-role"),
    path("units/<int:pk>/members/<int:member>/remove", units.remove_member, name="member-remove"),
    path("units/<int:pk>/members/<int:member>/reset", units.make_reset, name="member-reset"),
    path("units/<int:pk>/members/<int:member>/factor", units.drop, name="member-factor"),
    path("units/<int:pk>/members/<int:member>/shut", units.shut, name="member-shut"),
    path("units/<int:pk>/members/<int:member>/reopen", units.reopen, name="member-reopen"),
    path("audit", log.show_log, name="audit"),
]
