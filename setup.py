"""Find the packages; everything else about the build stands in pyproject.toml.

`rules/` lies beside the code in a checkout and inside the package once installed. A table in
pyproject.toml could map it only by naming every package by hand, and the next one would be
forgotten.
"""

from setuptools import find_namespace_packages, find_packages, setup

setup(
    packages=[
        *find_packages(include=["advisor", "advisor.*"]),
        "advisor.rules",
        *(f"advisor.rules.{folder}" for folder in find_namespace_packages("rules")),
    ],
    package_dir={"advisor.rules": "rules"},
)
