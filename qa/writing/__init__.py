"""What a language model is given, how it is asked, what checks its claims. Begin with `qa/generate.py`."""
