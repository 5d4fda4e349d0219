"""Small neural networks: their loss, its exact gradient, and planes through the space of their weights."""
