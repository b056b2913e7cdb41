"""Danger in a family: how it is measured, what class follows, and what the class demands.

Core and not a plugin, so no switch turns it off (反家庭暴力法 13; 妇联规程 6, 9 to 11, 14).
"""
