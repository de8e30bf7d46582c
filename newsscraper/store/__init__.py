"""What is kept, and what keeps other runs away."""
