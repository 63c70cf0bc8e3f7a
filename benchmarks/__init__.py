"""What the project measures about itself; run with `python -m benchmarks.<name>`."""
