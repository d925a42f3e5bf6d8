postindex_timezone = "Mars"
