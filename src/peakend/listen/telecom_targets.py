"""Where should the synthetic answers to the telecom VIP study come out? Stated targets, invented but for the four scenario means.

The published study gives the mean of each scenario (4.45, 4.21, 4.00, 4.32) and names its peaks and ends, and nothing more: no n, no
spread, no value of a moment. The means below add up to the published ones and put the named moments where the source's rule finds them.
"""

from typing import Final

from peakend.listen.synthetic import Targets

_IMPORTANCE: Final = {
    "visit_appointment": 4.62,
    "visit_arrival": 4.28,
    "visit_greeting": 4.31,
    "visit_talk": 4.36,
    "visit_advice": 4.03,
    "visit_questions": 4.71,
    "visit_transaction": 4.57,
    "visit_complaint": 4.78,
    "visit_leaving": 4.26,
    "visit_follow_up": 4.58,
    "phone_call": 3.90,
    "phone_greeting": 3.94,
    "phone_talk": 4.30,
    "phone_questions": 4.48,
    "phone_transaction": 4.40,
    "phone_complaint": 4.55,
    "phone_farewell": 3.86,
    "phone_feedback": 4.25,
    "hall_appointment": 4.32,
    "hall_welcome": 3.78,
    "hall_waiting": 3.80,
    "hall_talk": 3.96,
    "hall_transaction": 4.40,
    "hall_questions": 3.86,
    "hall_leaving": 3.88,
    "event_invitation": 4.55,
    "event_reminder": 4.45,
    "event_reception": 4.50,
    "event_opening": 3.95,
    "event_main": 4.62,
    "event_send_off": 3.92,
    "event_aftercare": 4.25,
}

_PERFORMANCE: Final = {
    "visit_appointment": 4.31,
    "visit_arrival": 4.47,
    "visit_greeting": 4.40,
    "visit_talk": 4.12,
    "visit_advice": 3.71,
    "visit_questions": 4.02,
    "visit_transaction": 4.33,
    "visit_complaint": 3.55,
    "visit_leaving": 4.41,
    "visit_follow_up": 3.62,
    "phone_call": 4.20,
    "phone_greeting": 4.25,
    "phone_talk": 4.05,
    "phone_questions": 3.70,
    "phone_transaction": 4.10,
    "phone_complaint": 3.40,
    "phone_farewell": 4.30,
    "phone_feedback": 3.55,
    "hall_appointment": 3.90,
    "hall_welcome": 4.15,
    "hall_waiting": 3.35,
    "hall_talk": 4.00,
    "hall_transaction": 4.05,
    "hall_questions": 4.02,
    "hall_leaving": 4.20,
    "event_invitation": 4.20,
    "event_reminder": 4.00,
    "event_reception": 4.35,
    "event_opening": 4.10,
    "event_main": 4.25,
    "event_send_off": 4.05,
    "event_aftercare": 3.60,
}

_EXPERIENCED: Final = {"visit_complaint": 0.3, "phone_complaint": 0.35, "visit_advice": 0.8, "event_reminder": 0.85, "hall_waiting": 0.9}

TELECOM_VIP: Final = Targets(
    importance=_IMPORTANCE,
    performance=_PERFORMANCE,
    expectation={moment: min(mean + 0.02, 4.9) for moment, mean in _IMPORTANCE.items()},
    experienced=_EXPERIENCED,
    overall={"": 4.02, "visit": 4.11, "phone": 3.88, "hall": 3.97, "event": 4.12},
    recommendation=0.79,
    wave="2026-Q3",
)
"""Targets of the demo: importance and performance of its 32 moments (1 to 5), who lived through the rarer ones, the overall judgement."""
