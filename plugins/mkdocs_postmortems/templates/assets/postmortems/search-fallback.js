/* The smaller search: the words of similar incidents, each document's strongest, and the ledger of what they are
   narrowed by. It answers where Pagefind cannot: on pages opened as files, and on sites that have no index.

   `postmortemsSearch.fallback(address)` returns an engine as `open` of search-engine.js does, with a `note` that says
   what it is. All data comes by script tags, because a page opened as a file may load nothing else. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const TITLE = 15 // a word in the title counts like this many fifths of its rarity; see the weights of the index
  const SHOWN = 5

  const FILE = search.text("Opened as files, these pages have a smaller search: it knows the words that say most about each incident.")
  const MISSING = search.text("The full index is missing. This smaller search knows the words that say most about each incident.")

  const isFile = location.protocol === "file:"
  const quoted = /["“”„]([^"“”„]+)["“”„]/g

  class Ledger {
    constructor(index, sheets, ledger) {
      this.sheets = [...sheets, ...ledger.pages.map(([, url, title, summary]) => ({ url, title, summary }))]
      this.rows = new search.Rows(ledger)
      this.texts = this.sheets.map((sheet) => search.folded(textOf(sheet)))
      this.titles = this.sheets.map((sheet) => search.folded(sheet.title))
      this.terms = index.terms
      this.count = index.count
      this.index = index
    }

    /** place -> weight of a term. */
    postings(term) {
      const [, steps, weights] = this.terms.get(term)
      let place = 0
      return new Map(steps.map((step, n) => [(place += step), weights[n]]))
    }

    /** place -> how well a document has a word: whole or in all its parts, or as it is written in title or summary. */
    having(word, isLast) {
      const terms = [...this.count(word).keys()].filter((term) => !term.startsWith("="))
      const known = terms.filter((term) => this.terms.has(term)).map((term) => this.postings(term))
      const rarity = Math.max(3, ...terms.map((term) => this.terms.get(term)?.[0] ?? 0))
      const found = new Map()
      // The first term of an identifier is the whole; where nobody has it, all of its parts are wanted.
      const whole = terms.length > 1 && this.terms.has(terms[0]) ? known[0] : null
      if (whole) whole.forEach((weight, place) => found.set(place, weight))
      else if (known.length && known.length >= Math.max(1, terms.length - 1)) {
        known[0].forEach((weight, place) => {
          if (known.every((one) => one.has(place))) found.set(place, known.reduce((sum, one) => sum + one.get(place), 0))
        })
      }
      if (isLast) this.begun(word).forEach((weight, place) => { if (!found.has(place)) found.set(place, weight / 2) })
      const written = search.folded(word)
      if (written.length > 1) this.texts.forEach((text, place) => {
        const bonus = this.titles[place].includes(written) ? TITLE * rarity : text.includes(written) ? SHOWN * rarity : 0
        if (bonus) found.set(place, (found.get(place) ?? 0) + bonus)
      })
      return found
    }

    /** Documents with words that begin like one that may still be typed; its stem may be shorter than what is there. */
    begun(word) {
      const start = search.folded(word)
      const found = new Map()
      if (start.length < 3) {
        this.titles.forEach((title, place) => { if (search.words(title).some((one) => one.startsWith(start))) found.set(place, 1) })
        return found
      }
      this.terms.forEach((_, term) => {
        const fits = term.startsWith(start) || (term.length > 3 && term.length >= start.length * 0.6 && start.startsWith(term))
        if (fits) this.postings(term).forEach((weight, place) => found.set(place, Math.max(weight, found.get(place) ?? 0)))
      })
      return found
    }
  }

  /** What ended an incident, and what was promised since. */
  const workedOf = ({ recovery = {} }) => [...(recovery.text ?? []), ...(recovery.promises ?? []).map(([, , text]) => text)]

  const textOf = (sheet) => [sheet.title, sheet.summary, ...workedOf(sheet)].filter(Boolean).join(" ")

  class SmallEngine {
    constructor(ledger, data, address) {
      this.ledger = ledger
      this.rows = ledger.rows
      this.legend = { filters: data.filters }
      this.known = data.terms
      this.address = address
      this.note = isFile ? FILE : MISSING
    }

    async ask({ q = "", narrowing = {}, sort = "relevance", asTyped = false }) {
      const { rows } = this.ledger
      const found = this.find(q, asTyped)
      const fits = rows.fits(narrowing)
      const places = rows.sorted(found.places.filter(fits), q.trim() || sort !== "relevance" ? sort : "date")
      return {
        total: places.length,
        hits: places.map((place) => async () => this.shown(place, found)),
        counts: rows.counts(found.places, narrowing),
        how: found.how,
        corrected: found.corrected ?? "",
        more: null,
      }
    }

    /** Documents that say it letter for letter, then those with all words, then those that are like it. */
    find(q, asTyped) {
      if (!q.trim()) return { q, places: this.ledger.rows.places, how: "all" }
      const found = search.isPasted(q) ? { q, places: this.ranked(q), how: "like" } : this.typed(q)
      const better = found.how === "all" || asTyped || search.isPasted(q) || found.phrases.length ? q : this.corrected(q)
      return better === q ? found : { ...this.typed(better), corrected: better }
    }

    ranked(q) {
      return this.ledger.index.rankQuestion(q).map(([place]) => place)
    }

    typed(q) {
      const phrases = [...q.matchAll(quoted)].map((one) => search.folded(one[1].trim()))
      const having = this.havingAll(q)
      const literal = phrases.length ? phrases : [search.folded(q.trim())]
      const says = (place) => literal.every((text) => this.ledger.texts[place].includes(text))
      const first = this.ledger.rows.places.filter(says)
      const only = phrases.length ? new Set(first) : null
      const places = search.inOneList([first, having], this.ranked(q), only)
      return { q, phrases, places, having: new Set([...first, ...having]), how: first.length || having.length ? "all" : "like" }
    }

    /** Documents with all words, best first. A last word of a letter or two fits nearly everything; it is not yet asked for. */
    havingAll(q) {
      const words = [...new Set(search.words(q.replace(/(\S\s+)[\p{Ll}\p{Lu}]{1,2}$/u, "$1")))]
      const asked = words.filter((word) => words.length === 1 || this.ledger.count(word).size || /\d/.test(word))
      const isOpen = /[\p{L}\p{N}]$/u.test(q)
      const answers = (asked.length ? asked : words).map((word, n, all) => this.ledger.having(word, isOpen && n === all.length - 1))
      const [first, ...others] = answers
      const all = [...(first ?? [])].filter(([place]) => others.every((one) => one.has(place)))
      const scored = all.map(([place, weight]) => [place, others.reduce((sum, one) => sum + one.get(place), weight)])
      return scored.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([place]) => place)
    }

    /** The text with each word that nothing has replaced by the closest one of a title or value. */
    corrected(q) {
      const isWrong = (word) => /^\p{L}{4,40}$/u.test(word) && !this.ledger.having(word, true).size
      return q.replace(/\S+/g, (word) => (isWrong(word) && search.closest(word.toLowerCase(), this.known)) || word)
    }

    shown(place, found) {
      const { sheets, rows } = this.ledger
      const sheet = sheets[place]
      const [, date = "", , lasted = "", flag = ""] = rows.rows[place]
      const { title, section, excerpt } = search.excerpt(record(sheet), found.q)
      return { url: filed(this.address.root + sheet.url), title, section, excerpt, text: textOf(sheet), date, lasted, flag, filters: rows.filters(place), place }
    }
  }

  /** A sheet as excerpts are cut from: title, summary, and what worked as a section. */
  const record = (sheet) => {
    const worked = workedOf(sheet).join(" · ")
    const [named, said, mended] = [sheet.title, sheet.summary ?? "", worked].map(search.indexText)
    const before = `${named} ${said}`
    const title = encodeURIComponent(search.text("This worked last time"))
    const anchors = worked ? [{ element: "h2", id: `?${title}`, location: search.spaced(before).length }] : []
    return { content: `${before} ${mended}`, meta: { title: named }, anchors }
  }

  /** There is no server that knows what is meant by a folder where pages are files. */
  const filed = (url) => (isFile && url.endsWith("/") ? `${url}index.html` : url)

  search.fallback = async (address) => {
    const names = ["similar", "similar-sheets", "similar/lunr", "similar/data", "similar/ledger"]
    await Promise.all(names.map(search.load))
    const sheets = await search.sheets(window.postmortemsSimilar.paths.map((_, place) => place)) // all: it looks through their texts
    const index = window.similar(window.postmortemsSimilar, window.lunr)
    return new SmallEngine(new Ledger(index, sheets, window.postmortemsLedger), window.postmortemsLedger, address)
  }
})()
