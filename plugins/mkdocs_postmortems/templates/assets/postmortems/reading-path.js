/* What somebody has read of a reading path; it stays in their browser, and is told nobody. */
(() => {
  "use strict"

  const { text } = window.postmortemsSearch
  const PREFIX = "postmortems-read"
  const READERS = document.querySelector("[data-pm-readers]")?.dataset.pmReaders
  const KEY = READERS ? `${PREFIX}:${READERS}` : PREFIX // One address may serve the sites of several audiences.

  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(KEY)) ?? [])
    } catch { // Nothing may be stored here, or something else is.
      return new Set()
    }
  }

  const write = (done) => {
    try {
      localStorage.setItem(KEY, JSON.stringify([...done]))
    } catch { /* as above */ }
  }

  /** Forget what was read as another audience: its addresses may not be told to who sits here now. */
  const forgetOthers = () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX) && key !== KEY).forEach((key) => localStorage.removeItem(key))
    } catch { /* as above */ }
  }

  const offer = (path, done) => {
    const links = [...path.querySelectorAll("ol > li > a")]
    const progress = path.querySelector("[data-pm-progress]")
    const say = () => {
      const number = links.filter((link) => done.has(link.pathname)).length
      progress.textContent = ` · ${text("{number} of {total} read", { number, total: links.length })}`
    }
    links.forEach((link) => {
      const box = document.createElement("input")
      box.type = "checkbox"
      box.checked = done.has(link.pathname)
      box.setAttribute("aria-label", text("Read: {title}", { title: link.textContent }))
      box.addEventListener("change", () => {
        done[box.checked ? "add" : "delete"](link.pathname)
        write(done)
        say()
      })
      link.before(box, " ")
    })
    say()
  }

  window.postmortemsReading = () => {
    forgetOthers()
    const done = read()
    document.querySelectorAll("[data-pm-path]").forEach((path) => {
      if (path.dataset.pmOffered !== undefined) return
      path.dataset.pmOffered = ""
      offer(path, done)
    })
  }
})()
