"""Measurements of answers, and the questions that they are measured on."""
