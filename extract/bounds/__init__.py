"""Asymptotic bounds."""
