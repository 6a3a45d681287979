/* What is shown of a hit: the words around a match, the section they are from, and elements for all of it.
   Text becomes text nodes, whatever it is; nothing here writes markup. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const AROUND = 28 // words of an excerpt
  const BEFORE = 6 // of them before the match

  const wantedOf = (q) => [...new Set(search.words(q).map(search.folded))].filter((word) => word.length > 1)

  /** Which of the wanted words a word of the text begins with or holds, and how well that fits; nothing if none. */
  const matchOf = (text, wanted) => {
    const own = search.folded(text).replace(/^[^\p{L}\p{N}/]+/u, "")
    const begins = wanted.find((word) => own.startsWith(word))
    if (begins) return [begins, 10]
    const held = wanted.find((word) => word.length > 3 && own.includes(word))
    return held ? [held, 4] : null
  }

  /** Where the words of a query are in a text that was cut into words. */
  const places = (texts, q) => {
    const wanted = wantedOf(q)
    return texts.map((text, n) => (matchOf(text, wanted) ? n : -1)).filter((n) => n >= 0)
  }

  /** Whether a text has a word at all, or one that differs only in its ending: Pagefind cuts unknown words short. What has
      a digit has no ending. */
  search.has = (data, word) => {
    const wanted = search.folded(word).replace(/[^\p{L}\p{N}]+/gu, "")
    const length = wanted.length
    const least = /\d/.test(wanted) ? wanted : wanted.slice(0, Math.min(length, Math.max(3, length - 4, Math.ceil(length * 0.6))))
    return data.content.split(/\s+/).some((text) => search.folded(text).replace(/[^\p{L}\p{N}]+/gu, "").includes(least))
  }

  /** The place from which on an excerpt holds most of the wanted words; of a whole phrase, the place of its first. */
  const best = (locations, texts, q, literal) => {
    const wanted = wantedOf(q)
    const length = literal.split(/\s+/).length
    const found = locations.map((location) => matchOf(texts[location], wanted))
    let most = -1
    let place = -1
    locations.forEach((location, n) => {
      const seen = new Map()
      let count = 0
      for (let m = n; m < locations.length && locations[m] < location + AROUND - BEFORE; m += 1) {
        const [word, fit] = found[m] ?? ["", 3] // Pagefind found it by its stem
        seen.set(word, Math.max(fit, seen.get(word) ?? 0))
        count += 1
      }
      const isLiteral = search.folded(texts.slice(location, location + length).join(" ")).includes(literal)
      const score = [...seen.values()].reduce((sum, fit) => sum + fit, 0) + Math.min(count, 5) + (isLiteral ? 1000 : 0)
      if (score > most) [most, place] = [score, location]
    })
    return place
  }

  /** Pieces of text, each marked or not. */
  const pieces = (texts, first, marks) => {
    const found = []
    texts.forEach((text, n) => {
      const isMarked = marks.has(first + n)
      const last = found.at(-1)
      if (last && last[1] === isMarked) last[0] += ` ${text}`
      else found.push([last ? ` ${text}` : text, isMarked])
    })
    return found
  }

  search.excerpt = (data, q, phrase) => {
    const texts = data.content.split(/\s+/).filter(Boolean)
    const named = (data.meta.title ?? "").split(/\s+/).filter(Boolean)
    const anchors = (data.anchors ?? []).filter((anchor) => /^h[1-6]$/.test(anchor.element))
    const body = named.length
    const marks = new Set([...(data.locations ?? []), ...places(texts, q)])
    const inText = [...marks].filter((location) => location >= body && location < texts.length).sort((a, b) => a - b)
    const place = q ? best(inText, texts, q, search.folded(phrase ?? q.trim())) : -1
    const anchor = anchors.filter((one) => one.location <= place).at(-1)
    const [id, title] = (anchor?.id ?? "").split("?")
    const section = title === undefined ? anchor?.text ?? "" : decodeURIComponent(title)
    const from = place < 0 ? body : Math.max(anchor?.location ?? body, body, place - BEFORE)
    const next = anchors.find((one) => one.location > from && one.location > place)?.location ?? texts.length
    const to = Math.min(from + AROUND, texts.length, Math.max(next, from + 1))
    const shown = pieces(texts.slice(from, to), from, place < 0 ? new Set() : marks)
    if (shown.length && from > (anchor?.location ?? body)) shown[0][0] = `… ${shown[0][0]}`
    if (shown.length && to < next) shown.at(-1)[0] += " …"
    return { title: pieces(named, 0, q ? new Set(places(named, q)) : new Set()), section, anchor: id, excerpt: shown }
  }

  /** An element out of its tag, attributes and children; children that are text stay text. */
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag)
    Object.entries(attributes).forEach(([name, value]) => {
      if (value === false || value === undefined) return
      if (name === "class") element.className = value
      else if (name.startsWith("--")) element.style.setProperty(name, value)
      else element.setAttribute(name, value === true ? "" : value)
    })
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""))
    return element
  }

  const marked = (parts) => parts.map(([text, isMarked]) => (isMarked ? markedWords(text) : [text])).flat()

  /** Space and punctuation around a mark stay outside of it. */
  const markedWords = (text) => {
    const [, before, words, after] = text.match(/^((?:\s|…\s|[("“‘])*)(.*?)([.,;:!?)"”’]*(?:\s…)?\s*)$/su)
    return [before, words ? make("mark", {}, words) : "", after].filter((part) => part !== "")
  }

  const day = (date) => {
    const [year, month, number] = date.split("-")
    return [number?.replace(/^0/, ""), search.months[Number(month) - 1]?.slice(0, 3), year].filter(Boolean).join(" ")
  }

  const valuesOf = (legend, key, ids = []) => {
    const known = legend.filters.find((filter) => filter.key === key)?.values ?? []
    return ids.map((id) => known.find((value) => value.id === id) ?? { id, name: id })
  }

  const severityMark = (value) =>
    make("span", { class: "pm-severity", "--pm-light": value.light, "--pm-dark": value.dark }, value.name)

  /** The lines of a hit; they are put into a link by whoever shows them. */
  const describe = (hit, legend) => {
    const [severity] = valuesOf(legend, "severity", hit.filters.severity)
    const services = valuesOf(legend, "service", hit.filters.service).map((value) => value.name)
    const isPage = hit.filters.kind?.[0] === "guide"
    const facts = [
      severity && severityMark(severity),
      services.length && make("span", { class: "pm-hit__services" }, services.join(", ")),
      hit.lasted && make("span", {}, hit.lasted),
      hit.date && make("time", { datetime: hit.date }, day(hit.date)),
      isPage && make("span", {}, "Page"),
    ].filter(Boolean)
    return [
      make("span", { class: "pm-hit__title" }, ...marked(hit.title), hit.flag ? " " : "", hit.flag ? make("span", { class: "pm-flag" }, hit.flag) : ""),
      hit.excerpt.length
        ? make("span", { class: "pm-hit__excerpt" }, hit.section ? make("span", { class: "pm-hit__section" }, hit.section) : "", ...marked(hit.excerpt))
        : "",
      make("span", { class: "pm-hit__facts" }, ...facts.flatMap((fact) => [fact, " "])),
    ].filter(Boolean)
  }

  /** Where a field's index is, and the site that its addresses begin at. */
  const addressOf = (field) => {
    const index = new URL(field.dataset.pmEngine, document.baseURI).href.replace(/\/$/, "")
    return { index, root: index.replace(/assets\/postmortems\/search$/, "") }
  }

  /** The address of the page of the search. Where pages are files, each can only change what is behind its own. */
  const hereOf = (page) => {
    const here = new URL(location.protocol === "file:" ? location.href : page.dataset.pmPage, document.baseURI)
    return new URL(here.pathname, here)
  }

  /** Say it if something takes longer than a moment. */
  const patiently = async (promise, say) => {
    const timer = setTimeout(say, 300)
    try {
      return await promise
    } finally {
      clearTimeout(timer)
    }
  }

  const plural = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`

  const short = (q) => (q.length > 60 ? `${q.slice(0, 60)}…` : q)

  Object.assign(search, { short, make, describe, valuesOf, addressOf, hereOf, patiently, plural })
})()
