"""Ketamine Guide: an assistant that answers questions about ketamine therapy."""
