"""The rules on topics: what is answered when nothing is asked to be permitted.

The first clause whose words are all there, and none of whose exceptions is, answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class TopicRule:
    """A clause: these topics together are settled by this rule."""

    id: str
    """One of the rule ids of the interface."""
    needs: tuple[frozenset[str], ...]
    """Groups of topic names: at least one of each group must be touched."""
    without: frozenset[str] = frozenset()
    """Topic names of which none may be touched."""
    wording: str = "information"
    """Key of the text in ``rules.toml``."""
    is_general: bool = False
    """Whether its words are so common that many unknown ones beside them speak against it."""

    def matches(self, topics: frozenset[str]) -> bool:
        """Tell whether the clause settles these topics."""
        return not topics & self.without and all(topics & group for group in self.needs)


def _rule(rule: str, *needs: str, without: str = "", wording: str = "information") -> TopicRule:
    groups = tuple(frozenset(group.split("|")) for group in needs)
    return TopicRule(rule, groups, frozenset(without.split()), wording)


def _general(rule: str, *needs: str, without: str = "", wording: str = "information") -> TopicRule:
    return replace(_rule(rule, *needs, without=without, wording=wording), is_general=True)


PERMISSION = "permission"
"""The topic of words that ask whether something may be done."""
FACT = "fact"
"""The topic of words that ask how things are, not whether something may be done."""
ADVICE = frozenset({"strong", "making"})
"""Topics of which advice on a secret must touch one: else it may be the secret that is told."""
NAMED = "named"
"""The topic of MitID's own name."""
ELSEWHERE = "elsewhere"
"""The topic of all matters that are none of this assistant's."""
OVERRIDING = {
    "always": frozenset({"suspicious-contact", "biometrics", "app-with-screen-reader"}),
    "unless-permission": frozenset({"forgotten", "block-mitid", "guardianship", "act-for-another"}),
}
"""Rules on topics that speak even where an act was named, by when they do."""
EXPLAINING = frozenset({"advise-strong-secrets", "find-information", "scan-passport"})
"""Rules that, asked how rather than whether, are answered with how."""

_SECRET = "pin|user-id|password|activation-code|secrets"
_DEVICE = "app|code-display|audio-code-reader|chip|authenticator"
_ANY_CODE = f"{_SECRET}|one-time-code|message-code|code|mitid|cpr-number|approve"

TOPIC_RULES: tuple[TopicRule, ...] = (
    _rule("suspicious-contact", "scam"),
    _rule("suspicious-contact", "stranger", f"{_ANY_CODE}|asks|calls|link|app"),
    _rule("suspicious-contact", "calls", "approve|asks", without="support"),
    _rule(
        "suspicious-contact",
        "official|stranger",
        "tell|read-out",
        f"message-code|{_ANY_CODE}",
        without="support",
    ),
    _rule("suspicious-contact", "official", "asks|calls", _ANY_CODE, without="citizen-service"),
    _rule("block-mitid", "block"),
    _rule("block-mitid", "stolen|lost", f"{_DEVICE}|phone|mitid"),
    _rule("block-mitid", "leaked", f"{_SECRET}|code|mitid"),
    _rule("forgotten", "forgotten", f"{_SECRET}|code|mitid"),
    _rule("forgotten", "change", _SECRET, without="look-away"),
    _rule("other-support", "bank", "help"),
    _rule("citizen-service-nearest", "citizen-service", "where|nearest"),
    _rule("citizen-service-witness", "witness"),
    _rule("citizen-service-booking", "booking"),
    _rule("citizen-service-documents", "documents", "citizen-service|bring|identify"),
    _rule("citizen-service-documents", "bring|identify"),
    _rule("citizen-service-documents", "citizen-service", "passport|documents"),
    _rule("cannot-alone", "cannot-alone"),
    _rule("act-for-another", "own-mitid", "log-in|use|approve|act-for"),
    _rule("guardianship", "guardian"),
    _rule("act-for-another", "power-of-attorney"),
    _rule("citizen-service", "citizen-service"),
    _rule("be-together", "together"),
    _rule("scan-passport", "stays-on-phone", "helpers-phone|phone|passport"),
    _rule("scan-passport", "helpers-phone"),
    _rule("biometrics", "biometrics"),
    _rule("app-with-screen-reader", "blind", "app"),
    _rule("app-with-screen-reader", "screen-reader"),
    _rule("phone-requirements", "phone", "old|good-enough|which|requirements|model"),
    _rule("phone-requirements", "requirements|model"),
    _rule("other-support", "support"),
    _general("other-support", "calls|where|who|number-of", "bank|help"),
    _rule("audio-code-reader", "audio-code-reader", "repeat-code", wording="repeat-code"),
    _rule("audio-code-reader", "audio-code-reader", "sound-setting", wording="settings"),
    _rule("audio-code-reader", "audio-code-reader"),
    _rule("code-display", "code-display"),
    _rule("audio-code-reader", "device-for-blind"),
    _rule("one-time-code", "one-time-code"),
    _rule("nemid-closed", "nemid"),
    _rule("cpr-number", "cpr-number"),
    _rule("show-the-rules", "rules", without="pin user-id password"),
    _general("get-ready", "ready|need", without="about-helper"),
    _general("look-away", "look-away", wording="look-away"),
    _rule("about-this-helper", "about-helper"),
    _rule("advise-strong-secrets", "strong", "pin|user-id|password"),
    _rule("personal-and-private", "personal"),
    _general("personal-codes", "what|who|why|is", _SECRET),
    _general("enter-message-code", "what|is|where", "message-code", wording="information"),
    _general("keep-authenticator", "chip|authenticator"),
    _general("get-ready", "get", "mitid|app"),
    _general("find-information", "what|how|where|about", "mitid", wording="information"),
)
"""All clauses, particular ones before general ones."""
