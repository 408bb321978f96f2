from __future__ import annotations

from voice_helper.actions import Listener
from voice_helper.conversation.company import Company


def test_nobody_is_alone_who_has_not_said_so() -> None:
    assert not Company().is_alone
    assert not Company(has_helper=True).is_alone
    assert Company(has_helper=False).is_alone


def test_each_listener_has_their_own_name() -> None:
    company = Company(applicant="Anna", helper="Bo")
    assert company.name_of(Listener.APPLICANT) == "Anna"
    assert company.name_of(Listener.HELPER) == "Bo"


def test_both_together_have_no_name() -> None:
    assert Company(applicant="Anna", helper="Bo").name_of(Listener.BOTH) == ""
