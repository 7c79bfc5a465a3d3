"""The face of a home of the cloud: the same app as at home, over Firestore and buckets, for whoever signs in."""
