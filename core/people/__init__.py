"""Accounts of the platform, the posts people hold in counties, and how they sign in."""
