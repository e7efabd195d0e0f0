"""The parts of the tracker: askings and promises found, tied to what came of them. Begin with `qa/actions.py`."""
