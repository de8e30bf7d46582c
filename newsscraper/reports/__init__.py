"""What is made of the store on request; nothing here writes to it."""
