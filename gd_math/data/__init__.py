"""Tables, data sets, and lines fitted to them."""
