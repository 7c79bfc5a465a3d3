"""Pictures made larger: our engines beside the way of Real-ESRGAN's own script, and what the hardware allows at most."""
