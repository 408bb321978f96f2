"""An offline voice assistant that tells a MitID helper what is allowed, and when to look away."""

__version__ = "0.1.0"
