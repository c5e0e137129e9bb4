"""axe-core in a page of Playwright: it comes into the page once, and only what it finds comes back."""

from axe_playwright_python.base import AXE_SCRIPT

RUN = """async ([context, options]) => {
    const { violations } = await axe.run(context || document, { resultTypes: ['violations'], ...options });
    return violations;
}"""


def violations(page, options, context=None):
    """What axe-core finds. Of what passes it looks at every part, but describes none: that takes longer than to look."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN, [context, options])
