"""Every parameter of every lesson takes what its kind says, and nothing that only looks like it."""

import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel, Field

from gd_studio.lecture.catalog import Catalog
from gd_studio.lecture.kinds import misfit
from gd_studio.lecture.parameters import describe
from gd_studio.store.drawing_code import SCENES

VALUES: dict[type, Any] = {float: 0.5, int: 3, str: "0.1", bool: True, list: [1], dict: {"a": 1}}
LESSONS = Catalog([SCENES]).entries


def types_of(annotation: Any) -> set[type]:
    """Return the types of TOML values that an annotation is open to."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return types_of(arguments[0])
    if origin in (Union, types.UnionType):
        return set().union(*(types_of(choice) for choice in arguments))
    if origin is Literal:
        return {type(choice) for choice in arguments}
    if origin in (tuple, list):
        return {list}
    if annotation is float:
        return {float, int}
    assert annotation in (int, str, bool, type(None)), f"{annotation} is a kind that nobody has thought of"
    return {annotation}


@pytest.mark.parametrize("name", LESSONS)
def test_field_takes_no_value_of_another_kind(name: str) -> None:
    for field, info in LESSONS[name].load().Params.model_fields.items():
        taken = types_of(info.annotation)
        for kind, value in VALUES.items():
            wrong = misfit(info.annotation, field, value)
            if kind not in taken:
                assert wrong is not None, f"{field} takes {value!r}"
                assert wrong.startswith(f"{field} = "), wrong
            elif kind is not list:
                assert wrong is None, wrong


def test_bounds_of_a_type_and_of_a_parameter_are_told_once():
    above_zero = Annotated[float, Field(le=100, json_schema_extra={"exclusiveMinimum": 0})]

    class Options(BaseModel):
        count: Annotated[int, Field(ge=1, le=200)] = Field(20, ge=10)
        rate: above_zero | None = None

    assert [(item.name, item.bounds) for item in describe(Options)] == [
        ("count", "≥ 10, ≤ 200"),
        ("rate", "> 0, ≤ 100"),
    ]
