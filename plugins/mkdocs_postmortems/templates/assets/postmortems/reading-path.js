/* What somebody has read of a reading path; it stays in their browser, and is told nobody. */
(() => {
  "use strict"

  const { text } = window.postmortemsSearch
  const KEY = window.postmortemsKept.keyOf("postmortems-read")

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
    const done = read()
    document.querySelectorAll("[data-pm-path]").forEach((path) => {
      if (path.dataset.pmOffered !== undefined) return
      path.dataset.pmOffered = ""
      offer(path, done)
    })
  }
})()
