"""Custom actions: each reads the tracker, calls one pure function, and sends the reply."""
