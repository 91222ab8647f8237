"""What the portal costs, as ratios of one run: `make bench`. Needs no machine of a known speed."""
