"""What exercises of several lessons share."""
