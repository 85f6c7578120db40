"""Workbooks of binary records: `.xls` and `.xlsb`."""
