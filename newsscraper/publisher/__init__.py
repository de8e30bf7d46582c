"""What a publisher may state about itself: values that ask nothing of the net."""
