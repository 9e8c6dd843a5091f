"""Facts about CPython, as JSON on standard output.

cpython.py facts TEST_MODULES MODULES   names of tests and of modules' members: writes cpython.json
cpython.py compare MODULES              what conformance.test.ts compares with: kinds, values, argument errors

Both lists are separated by commas. `facts` needs an installation that has CPython's own `test` package.
"""

import contextlib
import enum
import importlib
import json
import pkgutil
import select
import sys
import types
import unittest
import warnings


def public(names):
    return sorted(name for name in names if not name.startswith("_"))


def kind(value):
    if isinstance(value, types.ModuleType):
        return "module"
    if isinstance(value, type):
        if issubclass(value, BaseException):
            return "exception"
        return "enumeration" if issubclass(value, enum.Enum) else "class"
    if value is None or isinstance(value, (bool, int, float, str)):
        return "constant"
    return "function" if callable(value) else "object"


def names_of(module_name):
    """Kind by name, with the members of classes as "Class.member"."""
    module = importlib.import_module(module_name)
    values = {name: getattr(module, name) for name in public(dir(module))}
    result = {name: kind(value) for name, value in values.items()}
    classes = {name: value for name, value in values.items() if result[name] == "class"}
    for name, cls in classes.items():
        # What it inherits from another class of the module has its row there.
        known = (object, int, tuple, type, *classes.values())
        inherited = set().union(*(dir(base) for base in known if base is not cls and issubclass(cls, base)))
        result |= {f"{name}.{member}": "member" for member in public(set(dir(cls)) - inherited)}
    return result


def test_classes(module_name):
    module = importlib.import_module(f"test.{module_name}")
    if hasattr(module, "__path__"):
        result = {}
        for found in pkgutil.iter_modules(module.__path__):
            if found.name.startswith("test_"):
                result |= test_classes(f"{module_name}.{found.name}")
        return result
    loader = unittest.TestLoader()
    result = {}
    for name, value in vars(module).items():
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            tests = loader.getTestCaseNames(value)
            if tests:
                result[f"{module_name}.{name}"] = tests
    return result


def facts(test_modules, modules):
    # What a module of tests looks for before its classes can be read.
    if not hasattr(select, "kqueue"):
        select.kqueue = None
    tests = {}
    for name in test_modules:
        tests |= test_classes(name)
    if select.kqueue is None:
        del select.kqueue
    return {
        "version": sys.version.split()[0],
        "names": {name: names_of(name) for name in modules},
        "tests": tests,
    }


def argument_errors(function):
    """What a call says that no function takes: too many arguments, and a keyword that none has."""
    outcomes = []
    for args, kwargs in (([None] * 40, {}), ([], {"no_such_argument": 1})):
        try:
            function(*args, **kwargs)
            outcomes.append("returned")
        except BaseException as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    return outcomes


def description(value):
    result = {"kind": kind(value)}
    if result["kind"] == "constant":
        # As text: JavaScript has no integers beyond 2^53.
        result["value"] = str(bool(value)).lower() if isinstance(value, bool) else f"{value:d}" if isinstance(
            value, int
        ) else str(value)
    elif result["kind"] in ("function", "class"):
        result["argument_errors"] = argument_errors(value)
    return result


def compare(modules):
    result = {}
    for name in modules:
        module = importlib.import_module(name)
        result[name] = {member: description(getattr(module, member)) for member in public(dir(module))}
        for member, what in names_of(name).items():
            if what == "member":
                result[name][member] = {"kind": what}
    return {"version": sys.version.split()[0], "modules": result}


def main():
    warnings.simplefilter("ignore")
    what, *lists = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):
        output = {"facts": facts, "compare": compare}[what](*(text.split(",") for text in lists))
    print(json.dumps(output, indent=4, sort_keys=what == "facts"))


main()
