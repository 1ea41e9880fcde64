"""What the triggers of an intent must be told: all of it is common to several processes."""
