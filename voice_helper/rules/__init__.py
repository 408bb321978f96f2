"""What a helper may do."""
