"""What the triggers of an action plan must be told: all of it is common to several processes."""
