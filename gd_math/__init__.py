"""What is true: functions, data, optimizers and trajectories, in numpy."""
