/* What is shown of a hit: the words around a match, the section they are from, and elements for all of it.
   Text becomes text nodes, whatever it is; nothing here writes markup. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const MARKED = 4 // places that are marked on the page of a hit
  const AROUND = 28 // words of an excerpt
  const BEFORE = 6 // of them before the match
  const TIME = /^\W*(?:\d[\d:.,/-]*\s?(?:am|pm|z)?|utc|gmt|[ap]m|bst|ces?t|[pem][sd]t|t\d.*z)\W*$/i

  const AMOUNT = /^[$€£]?(?!\d{1,2}\.\d\d$)\d+(?:[.,]\d+)*%?$/

  const { folded, tokens, indexed, joined, spaced } = search

  /** The words of a query, each as the tokens that the index has of it; and as one, where it has letters enough. */
  const wantedOf = (q) => {
    const each = [...new Set(search.words(q))].map((word) => tokens(word).map((one) => one.word).filter(Boolean))
    const seen = each.filter((list) => list.join("").length > 1)
    return { single: seen.filter((list) => list.length === 1).flat(), several: seen.filter((list) => list.length > 1) }
  }

  /** Which of the wanted words a word of the text begins with or holds, and how well that fits; nothing if none. */
  const matchOf = (own, wanted) => {
    const begins = wanted.find((word) => own.startsWith(word))
    if (begins) return [begins, 10]
    const held = wanted.find((word) => word.length > 3 && own.includes(word))
    return held ? [held, 4] : null
  }

  /** Whether the text goes on with these tokens; the last may be the beginning of a longer one. */
  const goesOn = (texts, from, list) =>
    list.every((word, n) => (n + 1 < list.length ? texts[from + n]?.word === word : texts[from + n]?.word.startsWith(word)))

  /** Where the words of a query are in a text that was cut into tokens: place -> which one, and how well it fits. */
  const places = (texts, q) => {
    const { single, several } = wantedOf(q)
    const found = new Map()
    texts.forEach((text, n) => {
      const match = matchOf(text.word, single)
      if (match) found.set(n, match)
      several.filter((list) => goesOn(texts, n, list)).forEach((list) => list.forEach((_, m) => {
        found.set(n + m, [list.join(" "), 10])
      }))
    })
    return found
  }

  /** Whether a text has a word at all, or one that differs only in its ending: Pagefind cuts unknown words short. What has
      a digit has no ending, nor has what stands among others without a space. */
  search.has = (data, word) => {
    const wanted = folded(word).replace(/[^\p{L}\p{N}]+/gu, "")
    const length = wanted.length
    const isFixed = /\d/.test(wanted) || tokens(word).length > 1
    const least = isFixed ? wanted : wanted.slice(0, Math.min(length, Math.max(3, length - 4, Math.ceil(length * 0.6))))
    const text = joined(indexed(data.content))
    return spaced(text).some((one) => folded(one).replace(/[^\p{L}\p{N}]+/gu, "").includes(least))
  }

  /** The place from which on an excerpt holds most of the wanted words; of a whole phrase, the place of its first. */
  const best = (locations, texts, found, phrase) => {
    const literal = folded(phrase)
    const length = Math.max(1, tokens(phrase).length)
    let most = -1
    let place = -1
    locations.forEach((location, n) => {
      const seen = new Map()
      let count = 0
      for (let m = n; m < locations.length && locations[m] < location + AROUND - BEFORE; m += 1) {
        const [word, fit] = found.get(locations[m]) ?? ["", 3] // Pagefind found it by its stem
        seen.set(word, Math.max(fit, seen.get(word) ?? 0))
        count += 1
      }
      const isLiteral = folded(joined(texts.slice(location, location + length + 1))).includes(literal)
      const score = [...seen.values()].reduce((sum, fit) => sum + fit, 0) + Math.min(count, 5) + (isLiteral ? 1000 : 0)
      if (score > most) [most, place] = [score, location]
    })
    return place
  }

  /** Pieces of text, each marked or not. */
  const pieces = (texts, first, marks) => {
    const found = []
    let joint = ""
    texts.forEach((text, n) => {
      const isMarked = marks.has(first + n)
      const last = found.at(-1)
      if (last && last[1] === isMarked) last[0] += joint + text.shown
      else found.push([joint + text.shown, isMarked])
      joint = text.joint
    })
    return found
  }

  /** The place so many words further on, or back; what is not followed by a space is about half a word. */
  const reach = (texts, from, words) => {
    const step = Math.sign(words)
    let place = from
    for (let left = Math.abs(words); left > 0 && texts[place]; place += step) left -= texts[place].joint === " " ? 1 : 0.5
    return place
  }

  /** Whether an excerpt may begin here: with a word, or with the number of what the next word names. */
  const isWordly = (texts, n) => {
    if (/\p{L}/u.test(texts[n].shown)) return !TIME.test(texts[n].shown)
    if (n && texts[n - 1].joint !== " ") return false
    let last = n
    while (texts[last + 1] && texts[last].joint !== " ") last += 1
    const next = texts[last + 1]?.shown ?? ""
    return AMOUNT.test(joined(texts.slice(n, last + 1))) && /^\p{Ll}/u.test(next) && !TIME.test(next)
  }

  /** An excerpt begins with words: no times, dates, signs or labels such as `Date:`, unless these are what was asked for. */
  const begin = (texts, from, place) => {
    const end = place < 0 ? Math.min(from + AROUND, texts.length) : place
    let first = from
    while (first < end && !isWordly(texts, first)) first += 1
    if (first >= end) return place < 0 ? from : first
    const label = [first, first + 1].find((n) => n < end && /:\W*$/.test(texts[n].shown))
    const isFact = label !== undefined && (place < 0 || TIME.test(texts[label + 1]?.shown ?? ""))
    return isFact ? begin(texts, label + 1, place) : first
  }

  search.excerpt = (data, q, phrase) => {
    const texts = indexed(data.content)
    const named = indexed(data.meta.title ?? "")
    const anchors = (data.anchors ?? []).filter((anchor) => /^h[1-6]$/.test(anchor.element))
    const body = named.length
    const found = places(texts, q)
    const marks = new Set([...(data.locations ?? []), ...found.keys()])
    const inText = [...marks].filter((location) => location >= body && location < texts.length).sort((a, b) => a - b)
    const place = q ? best(inText, texts, found, phrase ?? q.trim()) : -1
    const anchor = anchors.filter((one) => one.location <= place).at(-1)
    const [id, title] = (anchor?.id ?? "").split("?")
    const section = title === undefined ? joined(indexed(anchor?.text ?? "")) : decodeURIComponent(title)
    const least = place < 0 ? body : Math.max(anchor?.location ?? body, body, reach(texts, place, -BEFORE))
    const from = begin(texts, least, place)
    const next = anchors.find((one) => one.location > from && one.location > place)?.location ?? texts.length
    const to = Math.min(reach(texts, from, AROUND), texts.length, Math.max(next, from + 1))
    const shown = pieces(texts.slice(from, to), from, place < 0 ? new Set() : marks)
    if (shown.length && least > (anchor?.location ?? body)) shown[0][0] = `… ${shown[0][0]}`
    if (shown.length && to < next) shown.at(-1)[0] += "\u00a0…"
    return { title: pieces(named, 0, q ? new Set(places(named, q).keys()) : new Set()), section, anchor: id, excerpt: shown }
  }

  /** A mark with the rest of the word that it is in, and what is before it: browsers look for whole words. */
  const whole = (before, text, after) => {
    const [start, end] = [/^\s/.test(text) ? "" : before.match(/\S*$/)[0], /\s$/.test(text) ? "" : after.match(/^\S*/)[0]]
    return [before.slice(0, before.length - start.length), start + text + end]
  }

  /** Where a hit leads: to its section, with the words marked there by browsers that can; prefixes say which ones are meant. */
  search.fragment = ({ anchor, excerpt }) => {
    const section = anchor ? `#${anchor}` : ""
    const features = document.querySelector("#__config")?.textContent ?? ""
    if (!("fragmentDirective" in document) || features.includes('"navigation.instant')) return section
    const found = excerpt.flatMap(([text, isMarked], n) => (isMarked ? [whole(excerpt[n - 1]?.[0] ?? "", text, excerpt[n + 1]?.[0] ?? "")] : []))
    const clean = (text) => encodeURIComponent(text.replace(/^[\s\p{P}…]+|[\s\p{P}…]+$/gu, "")).replaceAll("-", "%2D")
    const directives = found.slice(0, MARKED).map(([before, text]) => {
      const prefix = clean(before.split("·").at(-1).trim().split(/\s+/).slice(-2).join(" "))
      return clean(text) && `text=${prefix ? `${prefix}-,` : ""}${clean(text)}`
    }).filter(Boolean)
    return directives.length ? `${section || "#"}:~:${directives.join("&")}` : section
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
    const [year, month = 0, number = 0] = date.split("-")
    return search.dayInWords(year, Number(month), Number(number), false)
  }

  const valuesOf = (legend, key, ids = []) => {
    const known = legend.filters.find((filter) => filter.key === key)?.values ?? []
    return ids.map((id) => known.find((value) => value.id === id) ?? { id, name: id })
  }

  const severityMark = (value) =>
    make("span", { class: "pm-severity", "--pm-light": value.light, "--pm-dark": value.dark }, value.name)

  /** An alert as it was written; its term is in small letters, without what is between words. */
  const alertIn = (text, name) => new RegExp([...name].map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s_-]*"), "iu").exec(text)?.[0] ?? name

  /** Why a document was found that has not all of the words. */
  const reason = ({ names, words }) => {
    const [values, shown] = [names.slice(0, 3).join(", "), words.slice(0, 6).join(", ")]
    if (values && shown) return search.text("Shares {values}; names {words}", { values, words: shown })
    if (values) return search.text("Shares {values}", { values })
    return shown ? search.text("Names {words}", { words: shown }) : ""
  }

  /** The lines of a hit; they are put into a link by whoever shows them. */
  const describe = (hit, legend, heading = "span") => {
    const [severity] = valuesOf(legend, "severity", hit.filters.severity)
    const services = valuesOf(legend, "service", hit.filters.service).map((value) => value.name)
    const isPage = hit.filters.kind?.[0] === "guide"
    const facts = [
      severity && severityMark(severity),
      services.length && make("span", { class: "pm-hit__services" }, services.join(", ")),
      hit.lasted && make("span", {}, hit.lasted),
      hit.date && make("time", { datetime: hit.date }, day(hit.date)),
      isPage && make("span", {}, search.text("Page")),
    ].filter(Boolean)
    return [
      make(heading, { class: "pm-hit__title" }, ...marked(hit.title), hit.flag ? " " : "", hit.flag ? make("span", { class: "pm-flag" }, hit.flag) : ""),
      hit.excerpt.length
        ? make("span", { class: "pm-hit__excerpt" }, hit.section ? make("span", { class: "pm-hit__section" }, hit.section) : "", ...marked(hit.excerpt))
        : "",
      hit.why && reason(hit.why) ? make("span", { class: "pm-hit__why" }, reason(hit.why)) : "",
      make("span", { class: "pm-hit__facts" }, ...facts.flatMap((fact) => [fact, " "])),
    ].filter(Boolean)
  }

  /** The card of what ended an incident, loaded when it is wanted; nothing for what is no incident or has none. */
  search.worked = async (place) => {
    await Promise.all(["similar/data", "similar-sheets", "recovery-card"].map(search.load))
    if (!window.postmortemsSimilar.paths[place]) return null
    const [sheet] = await search.sheets([place])
    return search.recovery(sheet.recovery, "h3")
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

  const short = (q) => (q.length > 60 ? `${q.slice(0, 60)}…` : q)

  Object.assign(search, { alertIn, short, day, make, describe, valuesOf, addressOf, hereOf, patiently })
})()
