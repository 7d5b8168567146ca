"""What a browser sends of each field, and what nobody can do to one."""

from bs4 import Tag


def filled_in(fields: list[Tag], wanted: dict) -> list[tuple[str, str]]:
    """What goes out with these fields of one form: ``wanted`` by name, and all else as it stands."""
    known = {name: as_list(value) for name, value in wanted.items()}
    _refuse_impossible(fields, known)
    pairs, placed = [], set()
    for field in fields:
        name, kind = field["name"], kind_of(field)
        if kind in ("radio", "checkbox"):
            is_on = field.get("value", "on") in known[name] if name in known else field.has_attr("checked")
            pairs += [(name, field.get("value", "on"))] if is_on else []
        elif name not in known:
            pairs += [(name, value) for value in _values(field)]
        elif name not in placed:
            pairs += [(name, _as_sent(kind, value)) for value in known[name] or [""]]
            placed.add(name)
    return pairs


def kind_of(field: Tag) -> str:
    """``text``, ``radio``, ``textarea``…"""
    return field.get("type", "text").lower() if field.name == "input" else field.name


def _refuse_impossible(fields: list[Tag], wanted: dict[str, list[str]]) -> None:
    """Nobody can tap what is not offered, nor change what is hidden."""
    for name, values in wanted.items():
        mine = [one for one in fields if one["name"] == name]
        kinds = {kind_of(one) for one in mine}
        assert kinds - {"hidden"}, f"{name!r} is hidden: nobody can fill it in"
        offered = {one.get("value", "on") for one in mine if kind_of(one) in ("radio", "checkbox")}
        offered |= {
            option.get("value", option.text) for one in mine if one.name == "select" for option in one.select("option")
        }
        unknown = set(values) - offered if offered else set()
        assert not unknown, f"{name!r} does not offer {sorted(unknown)}, only {sorted(offered)}"
        assert kinds != {"radio"} or len(values) <= 1, f"{name!r} takes one value"


def _values(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.text.replace("\n", "\r\n")]
    if field.name == "select":
        options = field.select("option[selected]") or field.select("option")[:1]
        return [one.get("value", one.text) for one in options]
    return [field.get("value", "")]


def _as_sent(kind: str, value: str) -> str:
    """Line ends as browsers send them: a box for one line has none."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("\n", "\r\n" if kind == "textarea" else "")


def as_list(value: object) -> list[str]:
    if value is None or value is False:
        return []
    if value is True:
        return ["yes"]
    return [str(one) for one in value] if isinstance(value, (list, tuple, set)) else [str(value)]
