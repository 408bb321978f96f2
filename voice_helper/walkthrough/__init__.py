"""Routes and steps as data, the interview that chooses one, and the guarded secret step."""
