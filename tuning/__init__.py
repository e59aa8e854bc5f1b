"""Making of the second judge (`bot/safety/judge.py`): `make judge`. Nothing of it runs in the assistant."""
