"""Replies: what is sent back, composed in one place, with exactly one footer where there is health content."""
