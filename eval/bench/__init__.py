"""Speed and scale, measured side by side with other libraries; `python -m eval.bench` runs every row."""
