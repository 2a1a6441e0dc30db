"""Published cases, and whether the codes agree with what their sources conclude."""
