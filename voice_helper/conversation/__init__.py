"""Turn-taking: events in, actions out, nothing else."""
