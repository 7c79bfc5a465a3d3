"""What sentences mean, as vectors: models are imported where they are used, so that importing dropcut loads none."""
