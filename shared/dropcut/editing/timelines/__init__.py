"""The cut as timelines for other editors. A writer says in sentences what its format could not carry."""
