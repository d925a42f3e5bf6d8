postindex_required = ["category"]
