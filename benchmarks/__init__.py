"""The front desk's day against bare Flask with the same SQL, at several sizes of a county."""
