def _add(_app: object, posts: list[object]) -> None:
    posts.append("not a post")


def setup(app: object) -> None:
    app.connect("postindex-collected", _add)
