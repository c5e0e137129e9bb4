"""The pages of the reference."""

from website import reference


def write(writer, site):
    """One page for each package, and one that lists them."""
    packages = reference.packages()
    for package in packages:
        title = f"rnn_course.{package.name}"
        writer.page(
            package.address, "reference.html.j2", title=title, here="Reference", article=True, package=package
        )
    writer.page(
        "reference/index.html", "references.html.j2", title="Reference", here="Reference", packages=packages
    )
