"""Turn-taking: what to say and do about each event."""

from voice_helper.conversation.conversation import Conversation
from voice_helper.conversation.expecting import open_questions
from voice_helper.conversation.pace import Pace
from voice_helper.conversation.state import Asking, Guarding, Over, Place, State, Walking
from voice_helper.conversation.turns import Turn

__all__ = [
    "Asking",
    "Conversation",
    "Guarding",
    "Over",
    "Pace",
    "Place",
    "State",
    "Turn",
    "Walking",
    "open_questions",
]
