"""Every way to carry a list of people out of sight, and the same ways with harmless content."""
