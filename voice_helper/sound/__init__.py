"""Microphone, loudspeaker, tones and sound files."""
