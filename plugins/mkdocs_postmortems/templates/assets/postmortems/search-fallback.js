/* The smaller search: the words of similar incidents, each document's strongest, and the ledger of what they are
   narrowed by. It answers where Pagefind cannot: on pages opened as files, and on sites that have no index.

   `postmortemsSearch.fallback(address)` returns an engine as `open` of search-engine.js does, with a `note` that says
   what it is. All data comes by script tags, because a page opened as a file may load nothing else. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const MANY = 12 // words, from which on a query is a pasted text
  const AT_MOST = 50 // results of a pasted text: all documents are a little like it
  const TITLE = 15 // a word in the title counts like this many fifths of its rarity; see the weights of the index
  const SHOWN = 5
  const LITERAL = 1000

  const FILE = search.text("Opened as files, these pages have a smaller search: it knows the words that say most about each incident.")
  const MISSING = search.text("The full index is missing. This smaller search knows the words that say most about each incident.")

  const isFile = location.protocol === "file:"
  const quoted = /["“”„]([^"“”„]+)["“”„]/g

  class Ledger {
    constructor(index, sheets, ledger) {
      this.sheets = [...sheets, ...ledger.pages.map(([, url, title, summary]) => ({ url, title, summary }))]
      this.rows = [...ledger.documents, ...ledger.pages.map(([values]) => [values])]
      this.values = ledger.filters.flatMap((filter) => filter.values.map((value) => [filter.key, value.id]))
      this.texts = this.sheets.map((sheet) => search.folded(textOf(sheet)))
      this.titles = this.sheets.map((sheet) => search.folded(sheet.title))
      this.terms = index.terms
      this.count = index.count
      this.rank = index.rank
    }

    get places() {
      return this.rows.map((_, place) => place)
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

  const textOf = (sheet) => [sheet.title, sheet.summary, sheet.resolution, ...(sheet.actions ?? [])].filter(Boolean).join(" ")

  class SmallEngine {
    constructor(ledger, data, address) {
      this.ledger = ledger
      this.legend = { filters: data.filters }
      this.known = data.terms
      this.address = address
      this.note = isFile ? FILE : MISSING
    }

    async ask({ q = "", filters = {}, sort = "relevance", counting = false }) {
      const found = q.trim() ? this.find(q, filters) : { scores: new Map(this.ledger.places.map((place) => [place, 0])), how: "all" }
      const matched = [...found.scores.keys()]
      const order = q.trim() || sort !== "relevance" ? sort : "date"
      const places = this.sorted(matched.filter(this.fits(filters)), found.scores, order).slice(0, found.most)
      return {
        total: places.length,
        hits: places.map((place) => async () => this.shown(place, q)),
        counts: counting && found.how === "all" ? this.counts(matched, filters) : null,
        how: found.how,
        unknown: found.unknown ?? [],
      }
    }

    /** Documents with all words; where no document has, those with most of them. */
    find(q, filters) {
      const phrases = [...q.matchAll(quoted)].map((one) => search.folded(one[1].trim()))
      // A last word of a letter or two fits nearly everything; it is not yet asked for.
      const words = [...new Set(search.words(q.replace(/(\S\s+)[\p{Ll}\p{Lu}]{1,2}$/u, "$1")))]
      if (words.length > MANY) return this.like(q)
      const asked = words.filter((word) => words.length === 1 || this.ledger.count(word).size || /\d/.test(word))
      const isOpen = /[\p{L}\p{N}]$/u.test(q)
      const answers = (asked.length ? asked : words).map((word, n, all) => this.ledger.having(word, isOpen && n === all.length - 1))
      const [first, ...others] = answers
      const all = new Map()
      first?.forEach((weight, place) => {
        if (others.every((one) => one.has(place))) all.set(place, others.reduce((sum, one) => sum + one.get(place), weight))
      })
      this.preferLiteral(all, phrases.length ? phrases : [search.folded(q.trim())])
      if ([...all.keys()].some(this.fits(filters))) return { scores: all, how: "all" }
      return { ...this.most(answers), how: "most", unknown: asked.filter((_, n) => !answers[n].size) }
    }

    most(answers) {
      const known = answers.filter((one) => one.size)
      const least = known.length > 2 ? 2 : 1
      const scores = new Map()
      known.forEach((one) => one.forEach((weight, place) => {
        const [sum, count] = scores.get(place) ?? [0, 0]
        scores.set(place, [sum + weight, count + 1])
      }))
      return { scores: new Map([...scores].filter(([, [, count]]) => count >= least).map(([place, [sum]]) => [place, sum])) }
    }

    /** What a pasted text is most like, as on the page that compares. */
    like(q) {
      return { scores: new Map(this.ledger.rank(q).map(([, score, place]) => [place, score])), how: "most", most: AT_MOST }
    }

    preferLiteral(scores, texts) {
      scores.forEach((score, place) => {
        if (texts.every((text) => this.ledger.texts[place].includes(text))) scores.set(place, score + LITERAL)
      })
    }

    /** Whether a document has one of the values of each filter that is set. */
    fits(filters) {
      const wanted = Object.entries(filters).filter(([, ids]) => ids.length).map(([key, ids]) =>
        new Set(this.ledger.values.flatMap(([own, id], number) => (own === key && ids.includes(id) ? [number] : []))))
      return (place) => wanted.every((numbers) => this.ledger.rows[place][0].some((number) => numbers.has(number)))
    }

    /** How many there are of each value; of a filter that is set, without it, since its values are alternatives. */
    counts(places, filters) {
      const counts = {}
      const add = (among, wants) => among.forEach((place) => this.ledger.rows[place][0].forEach((number) => {
        const [key, id] = this.ledger.values[number]
        if (wants(key)) (counts[key] ??= {})[id] = (counts[key][id] ?? 0) + 1
      }))
      const chosen = Object.keys(filters).filter((key) => filters[key].length)
      add(places.filter(this.fits(filters)), (key) => !chosen.includes(key))
      chosen.forEach((key) => add(places.filter(this.fits({ ...filters, [key]: [] })), (own) => own === key))
      return counts
    }

    sorted(places, scores, sort) {
      const { rows } = this.ledger
      const newest = (a, b) => compare(rows[b][1] ?? "", rows[a][1] ?? "") || a - b
      const orders = {
        date: newest,
        duration: (a, b) => (rows[b][2] ?? -1) - (rows[a][2] ?? -1) || newest(a, b),
        relevance: (a, b) => scores.get(b) - scores.get(a) || newest(a, b),
      }
      return places.sort(orders[sort] ?? orders.relevance)
    }

    shown(place, q) {
      const { sheets, rows, values } = this.ledger
      const sheet = sheets[place]
      const [numbers, date = "", , lasted = "", flag = ""] = rows[place]
      const filters = {}
      numbers.forEach((number) => { (filters[values[number][0]] ??= []).push(values[number][1]) })
      const { title, section, excerpt } = search.excerpt(record(sheet), q)
      return { url: filed(this.address.root + sheet.url), title, section, excerpt, text: textOf(sheet), date, lasted, flag, filters }
    }

    async nearest(q, unknown) {
      let better = q
      unknown.slice(0, 8).forEach((word) => {
        const term = search.closest(search.folded(word), this.known)
        if (term) better = better.replace(word, () => term)
      })
      return better === q ? "" : better
    }
  }

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

  /** A sheet as excerpts are cut from: title, summary, and what fixed it as a section. */
  const record = (sheet) => {
    const fixed = [sheet.resolution, ...(sheet.actions ?? [])].filter(Boolean).join(" · ")
    const [named, said, mended] = [sheet.title, sheet.summary ?? "", fixed].map(search.indexText)
    const before = `${named} ${said}`
    const title = encodeURIComponent(sheet.resolution ? search.text("What fixed it") : search.text("What was promised"))
    const anchors = fixed ? [{ element: "h2", id: `?${title}`, location: search.spaced(before).length }] : []
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
