"""Tools for those who carry the project on."""
