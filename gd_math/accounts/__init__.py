"""What runs did: how they ended, where they arrived, which view shows it."""
