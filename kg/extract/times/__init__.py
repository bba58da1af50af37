"""When: expressions of time, and the day of publication."""
