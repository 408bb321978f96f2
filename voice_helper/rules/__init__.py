"""What a helper may do: a pure function from a question to a ruling."""

from voice_helper.rules.act import Act, Deed, Question, Role, Thing
from voice_helper.rules.judge import rule_on
from voice_helper.rules.ruling import Ruling, Verdict

__all__ = ["Act", "Deed", "Question", "Role", "Ruling", "Thing", "Verdict", "rule_on"]
