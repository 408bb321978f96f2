"""Recognition: sound to words, with Vosk behind a small protocol, and the store of its models."""
