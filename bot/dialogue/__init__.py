"""Dialogue: what a message means where it stands, and who decides that before the rules do."""
