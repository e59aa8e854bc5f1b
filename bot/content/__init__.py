"""The content: topics with their answers, sources, and the fixed texts, all read from data/."""
