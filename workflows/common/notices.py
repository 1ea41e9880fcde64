"""Notices used by more than one process."""
