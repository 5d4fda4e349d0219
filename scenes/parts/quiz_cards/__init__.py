"""What QuizCards alone is made of."""
