"""From a report to something to look at: pure functions."""
