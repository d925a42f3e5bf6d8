"""Fifth step: pages beside the user's own, in HTML."""
