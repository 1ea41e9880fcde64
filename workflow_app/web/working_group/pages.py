"""Imports the pages of this audience, so that they are attached to its blueprint."""
