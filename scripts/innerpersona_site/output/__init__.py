"""What a build writes besides its pages."""
