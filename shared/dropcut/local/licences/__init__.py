"""What others made of what is installed here, and under which licences."""
