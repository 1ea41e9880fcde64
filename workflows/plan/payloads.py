"""What the triggers of a plan must be told: all of it is common to several processes."""
