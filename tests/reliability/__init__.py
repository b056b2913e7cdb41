"""Does the house keep what it acknowledged? Crashes, crowds, clicks twice, long random lives."""
