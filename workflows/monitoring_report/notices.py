"""Notices of this process."""
