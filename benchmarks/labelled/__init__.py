"""The labelled set: real header rows over invented values, with what each column truly holds."""
