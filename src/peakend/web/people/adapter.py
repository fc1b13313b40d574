"""How does allauth fit into the house? Nobody signs up by themselves; what happens at the door is logged; our words stand on its pages."""

from collections.abc import Mapping
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from peakend.text import Text
from peakend.web.oidc import JoinRule
from peakend.web.people.access import fits
from peakend.web.people.actions import accept_invitation, add_member
from peakend.web.people.audit import record_for
from peakend.web.people.invited import forget_invitation, invited_by_session
from peakend.web.people.models import Unit, User
from peakend.web.people.speaking import said
from peakend.web.people.throttle import address_of

BACKEND: Final = "django.contrib.auth.backends.ModelBackend"
"""Sessions are kept by Django's own backend, however somebody came in."""

EVENTS: Final = {
    "mfa/email/totp_activated": "factor.on",
    "mfa/email/totp_deactivated": "factor.off",
    "mfa/email/recovery_codes_generated": "factor.codes",
    "socialaccount/email/account_connected": "company.connect",
}
"""What allauth tells of a second factor or a company account, and what the log calls it."""


class Door(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """No open sign-up; every sign-in is logged."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where somebody comes from, as our own throttle sees it: else behind a proxy all would share one allowance."""
        return address_of(request)

    def login(self, request: HttpRequest, user: User) -> None:
        """Open the session, after every factor was asked for."""
        user.backend = BACKEND
        super().login(request, user)
        record_for(user, "sign_in", address=address_of(request))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: Mapping[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Log what happened to a second factor or a company account; no message is sent."""
        del context, email
        if template_prefix in EVENTS:
            record_for(user, EVENTS[template_prefix])


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc] # allauth carries no types
    """The second factor, in our words."""

    def validation_error(self, code: str, *args: Any) -> ValidationError:  # noqa: ANN401 - as allauth calls it
        """What is wrong with a code."""
        if code == "incorrect_code":
            words = Text(
                "验证码不正确，或已过期。请输入应用中当前显示的验证码。", "This code is not right, or too old. Type the one shown now."
            )
            return ValidationError(said(words), code=code)
        fault: ValidationError = super().validation_error(code, *args)
        return fault


class CompanyDoor(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """Sign-in with the account of a company: whoever is new needs an invitation, or a proven address under a domain that is let in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ANN401 - allauth carries no types
        """Whether somebody new may come in."""
        return invited_by_session(request) is not None or self.rule_for(sociallogin) is not None

    def rule_for(self, sociallogin: Any) -> tuple[Unit, str] | None:  # noqa: ANN401
        """Where a rule lets somebody in, and as what, by the domain of an address that the provider has proven."""
        domains = {address.email.rpartition("@")[2].lower() for address in sociallogin.email_addresses if address.verified}
        rules: tuple[JoinRule, ...] = settings.JOIN_RULES
        for rule in rules:
            unit = Unit.objects.filter(organisation__key=rule.organisation, key=rule.unit).first()
            if rule.domain in domains and unit is not None and fits(rule.role, unit.kind):
                return unit, rule.role
        return None

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:  # noqa: ANN401
        """Connecting starts at the profile and ends there."""
        del request, socialaccount
        return reverse("people:profile")

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:  # noqa: ANN401
        """A new account, with the membership it was invited to or that the rule gives. All of it, or nothing."""
        user: User = super().save_user(request, sociallogin, form)
        invitation, rule = invited_by_session(request), self.rule_for(sociallogin)
        if invitation is not None:
            accept_invitation(pk=invitation.pk, user=user)
            forget_invitation(request)
        elif rule is not None:
            add_member(actor=user, user=user, unit=rule[0], role=rule[1])
        return user
