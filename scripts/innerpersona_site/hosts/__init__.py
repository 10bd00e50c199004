"""Programs that can run the build, each in a module that nothing else needs."""
