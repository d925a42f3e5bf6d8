postindex_layouts = {"mine": "operator:contains"}
