"""The server: Rasa's own, with the actions in the same process, and the command line."""
