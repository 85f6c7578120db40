"""Names of people and other identity inside running text."""
