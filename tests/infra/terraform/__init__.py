"""What terraform/ describes, by its text and by the plan that it would make."""
