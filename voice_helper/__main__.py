"""Lets ``python -m voice_helper`` do what ``voice-helper`` does."""

import sys

from voice_helper.cli import main

if __name__ == "__main__":
    sys.exit(main())
