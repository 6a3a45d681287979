"""Uses the page of the search in a browser: it waits for what the page says, and for no time."""

TAKEN_IN = """() => {
  const typed = document.querySelector(".pm-find input[type=search]").value
  const asked = new URLSearchParams(location.search).get("q") ?? ""
  return asked === (typed.trim() ? typed.slice(0, 2000).toWellFormed() : "")
}"""
"""Whether what was typed is in the address, which is when the page begins to search for it."""


def settled(page):
    """Wait until the page has answered all it was asked; return its sentence."""
    page.locator("[data-pm-results][aria-busy=false]").wait_for(state="attached")
    page.wait_for_function("/[.。]$/.test(document.querySelector('.pm-find__sentence')?.textContent ?? '')")
    return page.locator(".pm-find__sentence").inner_text()


def asked(page, q):
    """Type a text into the field of the page; return its sentence."""
    page.locator(".pm-find input[type=search]").fill(q)
    page.wait_for_function(TAKEN_IN)
    return settled(page)
