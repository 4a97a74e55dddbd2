"""Evaluators made by servdsl, one folder each, and the runtime that they share."""
