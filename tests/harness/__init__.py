"""What every test stands on: databases, apps, parts of the machine, the closing lines."""
