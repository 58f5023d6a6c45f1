"""The public names of the package: those in ``__all__``, each documented, and no others."""

import inspect
from types import ModuleType

import pytest

import autograder


def test_the_public_names_are_exactly_those_in_all() -> None:
    public = {
        name
        for name, value in vars(autograder).items()
        if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    assert public == set(autograder.__all__)
    assert len(autograder.__all__) == len(set(autograder.__all__))


def test_what_the_lessons_import_is_there() -> None:
    needed = {"central_difference", "central_jacobian", "check_choice", "check_gradient", "probe"}
    assert needed <= set(autograder.__all__)


@pytest.mark.parametrize("name", autograder.__all__)
def test_a_public_name_is_documented(name: str) -> None:
    documented = getattr(autograder, name)
    text = documented.__doc__
    # A class without a docstring has that of its parent or, if a dataclass, its own signature.
    assert text
    assert text != getattr(documented, "__base__", object).__doc__
    assert not text.startswith(f"{name}(")
    first_line = text.splitlines()[0]
    assert first_line.endswith(".")
    assert first_line[0].isupper()


@pytest.mark.parametrize(
    "name", [name for name in autograder.__all__ if inspect.isfunction(getattr(autograder, name))]
)
def test_a_public_function_is_typed_and_its_parameters_are_explained_all_or_none(name: str) -> None:
    """None where the first sentence says it all or another function is referred to."""
    function = getattr(autograder, name)
    described = inspect.getdoc(function) or ""
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not inspect.Parameter.empty
        assert "\nArgs:\n" not in described or f"\n    {parameter.name}: " in described


def test_the_attributes_of_a_public_dataclass_are_explained() -> None:
    for attribute in autograder.Numeric.__dataclass_fields__:
        assert f"{attribute}: " in (autograder.Numeric.__doc__ or "")


def test_the_package_is_typed_and_says_what_it_is() -> None:
    assert (autograder.__doc__ or "").strip()
