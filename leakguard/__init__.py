"""leakguard: stops spreadsheets that identify people from being published."""

__version__ = "0.1.0"
