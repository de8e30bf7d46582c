"""Files that grow during a run and are whole at any moment."""
