"""How do people come in from elsewhere? Nobody signs up by themselves: an account comes from an invitation or a trusted sign-in."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Door(DefaultAccountAdapter):  # type: ignore[misc] # allauth carries no types
    """No open sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        del request
        return False
