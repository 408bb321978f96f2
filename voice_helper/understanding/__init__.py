"""Words to questions and commands."""
