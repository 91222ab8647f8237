"""The pages of an inspection, one module for each thing that a person works on."""
