"""The paper edit: `review.md`, which a person changes to settle what the next cut obeys."""
