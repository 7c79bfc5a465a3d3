"""What is seen in footage: its scenes, and the marks that others left in it. OpenCV is imported where it is used."""
