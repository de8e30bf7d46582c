"""Tools that run, damage, kill and measure, most of them also by hand."""
