"""What must not meet: tags in, findings out."""
