"""The parts of a briefing, in the order of the paper, and what they are made from. Begin with `qa/briefing.py`."""
