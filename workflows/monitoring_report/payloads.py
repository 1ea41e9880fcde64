"""What the triggers of a monitoring report must be told: all of it is common to several processes."""
