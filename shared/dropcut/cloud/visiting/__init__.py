"""A home of the cloud as whoever visits it sees it: asks how jobs stand, drops files in. Runs no task."""
