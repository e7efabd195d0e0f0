"""The web application: our own FastAPI with the Gradio page mounted on it."""
