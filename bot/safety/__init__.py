"""Safety: footers, the reply of last resort, and what must come before an answer."""
