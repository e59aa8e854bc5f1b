"""Making of the second judge (`bot/nlu/judge.py`): `make judge`. Nothing of it runs in the assistant."""
