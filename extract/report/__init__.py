"""The tables of a run as one HTML page that needs no network: abstracts with their claims, a table, charts."""

from extract.report.page import report_html, write_report

__all__ = ["report_html", "write_report"]
