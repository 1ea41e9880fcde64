"""Documents of this process."""
