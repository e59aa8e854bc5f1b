"""Measurements: understanding on public and own sets, and speed, side by side. Nothing here is a test."""
