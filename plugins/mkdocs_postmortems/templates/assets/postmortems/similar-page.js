/* The page that compares a pasted text with all incidents. Its data is loaded when the field is first used. */
(() => {
  "use strict"

  const search = window.postmortemsSearch
  const MARK = "\n" // stands for what is no text

  const MOST = 10
  const PAUSE = 150
  const SLOW = 300

  const element = (name, className, text) => {
    const made = document.createElement(name)
    if (className) made.className = className
    if (text) made.textContent = text
    return made
  }

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

  /** The text with the words of the question marked; markup in it stays text. */
  const marked = (text, words) => {
    const line = document.createDocumentFragment()
    const wanted = words.map(escaped).filter((word) => word.length > 2)
    if (!wanted.length) return line.append(text), line
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join("|")})[\\p{L}]*`, "giu")
    let last = 0
    for (const match of text.matchAll(pattern)) {
      line.append(text.slice(last, match.index), element("mark", "", match[0]))
      last = match.index + match[0].length
    }
    line.append(text.slice(last))
    return line
  }

  /** An alert as it was pasted; its term is in small letters. */
  const alertIn = (text, name) => new RegExp(escaped(name).replace(/\s+/g, "\\s+"), "iu").exec(text)?.[0] ?? name

  /** What a document and the text have in common, in words: values that the document declares, then words as they were
      pasted. What is a value elsewhere is none here, and only said where there is nothing else to say. */
  const reasons = (terms, text, sheet) => {
    const names = []
    let words = []
    for (const term of terms) {
      const [, kind, value] = /^=(\w+):(.*)$/s.exec(term) || []
      if (kind === "error") names.push(search.text("the same error message"))
      else if (kind === "alert") names.push(search.text("alert {name}", { name: alertIn(text, value) }))
      else if (sheet.values?.[term]) names.push(sheet.values[term])
      if (kind) continue
      const stem = term.replace(/i$/, "[iy]").replace(/[.*+?^${}()|[\]\\]/g, (c) => (c === "[" || c === "]" ? c : `\\${c}`))
      const found = new RegExp(`(?<![\\p{L}\\p{N}])${stem}\\p{L}*`, "iu").exec(text)
      const word = found ? found[0] : term
      const holds = (one, other) => one.toLowerCase().includes(other.toLowerCase())
      if (words.some((other) => holds(other, word))) continue
      words = [...words.filter((other) => !holds(word, other)), word] // `x509` rather than `509`
    }
    if (terms.length && !names.length && !words.length) words = [terms[0].replace(/^=\w+:/, "")]
    return { names: [...new Set(names)], words }
  }

  const severity = ([name, light, dark]) => {
    const mark = element("span", "pm-severity", name)
    mark.style.setProperty("--pm-light", light)
    mark.style.setProperty("--pm-dark", dark)
    return mark
  }

  const result = (sheet, { names, words }, base) => {
    const item = element("li", "pm-similar__result")
    const link = element("a", "pm-similar__title", sheet.title)
    link.href = base + sheet.url
    const facts = element("p", "pm-similar__facts")
    if (sheet.severity) facts.append(severity(sheet.severity), sheet.day ? " · " : "")
    facts.append(sheet.day ?? "")
    item.append(link, facts)
    const why = element("p", "pm-similar__why")
    const pattern = names.length && words.length ? search.text("Shares {values}; names {words}", { values: names.slice(0, 3).join(", "), words: MARK })
      : names.length ? search.text("Shares {values}", { values: names.slice(0, 3).join(", ") })
        : words.length ? search.text("Names {words}", { words: MARK }) : search.text("Much like the others found")
    const [before, after = ""] = pattern.split(MARK)
    why.append(before)
    words.slice(0, 6).forEach((word, n) => why.append(n ? ", " : "", element("code", "", word)))
    why.append(after)
    item.append(why)
    if (sheet.summary) {
      const summary = element("p", "pm-similar__summary")
      summary.append(marked(sheet.summary, words))
      item.append(summary)
    }
    const worked = search.recovery(sheet.recovery, "p")
    if (worked) item.append(worked)
    return item
  }

  const start = (root) => {
    const base = root.dataset.pmSimilarBase
    const field = root.querySelector("textarea")
    const said = root.querySelector("[data-pm-said]")
    const list = root.querySelector("[data-pm-alike]")
    root.querySelector("[data-pm-comparing]").hidden = false
    root.querySelector(".pm-find__without").hidden = true
    let engine = null
    let timer = 0

    const load = () => {
      engine ??= Promise.all(["similar/lunr", "similar/data"].map(window.postmortemsSearch.load))
        .then(() => window.similar(window.postmortemsSimilar, window.lunr))
      engine.catch(() => { engine = null }) // so that the next letter tries again
      return engine
    }

    const show = async () => {
      const text = field.value
      if (!text.trim()) {
        list.replaceChildren()
        said.textContent = ""
        return
      }
      const slow = setTimeout(() => { said.textContent = search.text("Loading what is needed to compare …") }, SLOW)
      try {
        const { rank, shared } = await load()
        if (text !== field.value) return
        const hits = rank(text).slice(0, MOST)
        const sheets = await window.postmortemsSearch.sheets(hits.map(([, , place]) => place))
        if (text !== field.value) return
        list.replaceChildren(...hits.map(([, , place], n) => result(sheets[n], reasons(shared(text, place), text, sheets[n]), base)))
        said.textContent = hits.length
          ? search.count("{number} incidents like this, the most similar first.", "One incident is like this.", { number: hits.length })
          : search.text("No incident is like this. Try the error message itself, or the name of the alert.")
      } catch {
        said.textContent = search.text("What is needed to compare could not be loaded.")
      } finally {
        clearTimeout(slow)
      }
    }

    field.addEventListener("focus", () => { load().catch(() => {}) }, { once: true })
    field.addEventListener("input", () => {
      clearTimeout(timer)
      timer = setTimeout(show, PAUSE)
    })
    const asked = new URLSearchParams(location.search).get("q")
    if (asked) {
      field.value = asked
      show()
    }
  }

  window.postmortemsSearch.compare = (root) => {
    if (root.pmComparing) return
    root.pmComparing = true
    start(root)
  }
})()
