"""Knowledge of Indonesian news pages as pure functions: text in, value or None out."""
