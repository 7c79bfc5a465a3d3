"""Google Cloud Storage: blobs as objects of a bucket."""
