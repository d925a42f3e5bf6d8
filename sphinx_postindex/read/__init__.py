"""First step: what is learnt while a page is read."""
