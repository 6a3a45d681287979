/* Marks what changed since the reader's last visit. What was seen stays in the reader's browser, and is told nobody. */
(() => {
  "use strict"

  const search = window.postmortemsSearch
  const KEY = window.postmortemsKept.keyOf("postmortems-seen")
  const MOST = 5000 // pages that are remembered
  const BEGUN = "begun"

  const read = (store) => {
    try {
      return new Map(JSON.parse(store.getItem(KEY)) ?? [])
    } catch { // Nothing may be stored here, or something else is.
      return new Map()
    }
  }

  const write = (store, seen) => {
    try {
      store.setItem(KEY, JSON.stringify([...seen].slice(-MOST)))
    } catch { /* as above */ }
  }

  /** What was seen before this visit, which is what a tab's session is; the first page of it puts that down. */
  const begin = (seen) => {
    const before = read(sessionStorage)
    if (before.has(BEGUN)) return before
    before.set(BEGUN, "")
    seen.forEach((digest, key) => before.set(key, digest))
    write(sessionStorage, before)
    return before
  }

  const place = (href) => new URL(href, document.baseURI).pathname.replace(/index\.html$/, "")

  const mark = (link, word) => {
    const flag = document.createElement("span")
    flag.className = "pm-flag pm-since"
    flag.textContent = word
    flag.title = search.text("Since your last visit")
    link.after(" ", flag)
  }

  /** Forget an older entry, so that the newest are the last. */
  const note = (seen, key, digest) => {
    seen.delete(key)
    seen.set(key, digest)
  }

  window.postmortemsVisits = () => {
    const seen = read(localStorage)
    const before = begin(seen)
    const here = place(location.href)
    const own = document.querySelector(".pm-article[data-pm-text]")
    const wasHere = before.has(here)
    document.querySelectorAll("a[data-pm-text]").forEach((link) => {
      const [key, digest] = [place(link.href), link.dataset.pmText]
      if (link.dataset.pmMarked === undefined) {
        link.dataset.pmMarked = ""
        // A list that was not looked at before has nothing that is new on it: all of it is.
        if (before.has(key) ? before.get(key) !== digest : wasHere) mark(link, before.has(key) ? search.text("changed") : search.text("new"))
      }
      note(seen, key, digest)
    })
    note(seen, here, own?.dataset.pmText ?? "")
    write(localStorage, seen)
    if (!own) return
    before.set(here, own.dataset.pmText) // Who has read a page knows of its change.
    write(sessionStorage, before)
  }
})()
