"""What the triggers of a measure change must be told: all of it is common to several processes."""
