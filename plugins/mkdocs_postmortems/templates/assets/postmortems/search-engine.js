/* Asks the index. Knows queries and hits; knows nothing of pages.

   `open(address)` reads the legend that the build wrote and returns an engine:
     ask({q, narrowing, sort, asTyped}) -> {total, hits, counts, how, corrected, more}
       narrowing: see search-rows.js. how: "all", or "like" where no hit has all words. corrected: what was asked for in place
       of `q`, where a word is misspelt; not with `asTyped`. more: a promise, after which to ask again, or null.
   What is listed is decided without the narrowing, which only leaves out. A hit is a function that loads what is shown of
   it. Where there is no index, or no server to load it from, the engine is that of search-fallback.js, whose `note` says
   what it is. */
(() => {
  "use strict"

  const LITERAL = 50 // results that are looked through letter for letter
  const LITTLE = new Set("a an and are as at be by for from in is it of on or that the this to was were with".split(" "))
  const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/@#$%+-]*[\p{L}\p{M}\p{N}%+#]|[\p{L}\p{N}\p{Extended_Pictographic}]/gu

  const { folded, indexed, joined, spaced, termsOf, phraseOf, isPasted } = window.postmortemsSearch
  const words = (text) => text.match(WORD) ?? []
  const isIdentifier = (word) => /[\d._:/@#$%+-]|\p{Ll}\p{Lu}|\p{Lu}{3}/u.test(word)

  /** Phrases in quotes, and the rest. */
  const taken = (q) => {
    const phrases = [...q.matchAll(/["“”„]([^"“”„]+)["“”„]/g)].map((found) => found[1].trim()).filter(Boolean)
    const rest = q.replace(/["“”„]([^"“”„]+)["“”„]/g, " ").replace(/["“”„]/g, " ").trim()
    return { phrases, rest }
  }

  /** A last word of a letter or two fits nearly every document, and takes longest to look up: not yet asked for. */
  const unfinished = (q) => q.replace(/(\S\s+)[\p{Ll}\p{Lu}]{1,2}$/u, "$1")

  /** Words that nearly every document has tell nothing, and take longest. In a phrase they are asked for all the same. */
  const weighty = (q) => {
    const kept = q.split(/\s+/).filter((word) => !LITTLE.has(folded(word)))
    return words(kept.join(" ")).length > 1 ? kept.join(" ") : q
  }

  /** Words that the index has in several tokens: a document has to have these one after the other. */
  const literalWords = (q) => spaced(q).filter((word) => termsOf(word).length > 1)

  /** The id of a page begins with its part of the index and its key, as in `0-3f2a81c04b7d-en_1a2b3c4`. */
  const markOf = (result, place) => result.id.split("-")[place]

  /** What is in all lists, in the order of the first, which says where words are. */
  const inAll = ([first = [], ...others]) => {
    const ids = others.map((results) => new Set(results.map((one) => one.id)))
    return first.filter((one) => ids.every((known) => known.has(one.id)))
  }

  class Engine {
    constructor(pagefind, legend, address, ledger) {
      this.pagefind = pagefind
      this.legend = legend
      this.address = address
      this.rows = new window.postmortemsSearch.Rows(ledger)
      this.known = ledger.terms
      this.alike = null // what compares texts, once it is loaded
    }

    /** Load what compares texts; without it, only what has the words is found. */
    load() {
      const { load } = window.postmortemsSearch
      this.loading ??= Promise.all(["similar", "similar/lunr", "similar/data"].map(load))
        .then(() => { this.alike = window.similar(window.postmortemsSimilar, window.lunr) })
        .catch((error) => console.info(error.message))
      return this.loading
    }

    async ask({ q = "", narrowing = {}, sort = "relevance", asTyped = false }) {
      const found = await this.found(q, asTyped)
      const fits = this.rows.fits(narrowing)
      const order = sort === "relevance" && !found.isRanked ? "date" : sort
      const places = this.rows.sorted(found.places.filter(fits), order)
      return {
        total: places.length,
        hits: this.literalFirst(places.map((place) => this.hit(place, found)), found, order === "relevance" ? found.exact.filter(fits).length : 0),
        counts: this.rows.counts(found.places, narrowing),
        how: found.how,
        corrected: found.corrected ?? "",
        more: this.alike || !found.isRanked ? null : this.load(),
      }
    }

    /** What a text finds, whatever it is narrowed by; kept while that changes. */
    async found(q, asTyped) {
      const key = JSON.stringify([q, asTyped, Boolean(this.alike)])
      if (this.last?.key !== key) {
        let found = await this.find(q, asTyped)
        if (!found.places.length && q.trim() && !this.alike) {
          await this.load()
          found = await this.find(q, asTyped)
        }
        this.last = { key, found }
      }
      return this.last.found
    }

    /** A query of nothing but signs fits nothing; one of nothing fits everything. */
    async find(q, asTyped) {
      const nothing = { q, exact: [], results: new Map(), how: "all", isRanked: Boolean(q.trim()), phrase: "" }
      if (!words(q).length) return { ...nothing, places: q.trim() ? [] : this.rows.places }
      if (isPasted(q)) {
        await this.load()
        return { ...nothing, how: "like", places: this.ranked(q) }
      }
      const found = await this.typed(q)
      const better = found.how === "all" || asTyped || found.phrase ? q : await this.corrected(q)
      return better === q ? found : { ...(await this.typed(better)), corrected: better }
    }

    /** Documents in the order of likeness. */
    ranked(q) {
      return this.alike?.rankQuestion(q).map(([place]) => place) ?? []
    }

    placesOf(results) {
      return results.map((one) => this.rows.placeOf.get(markOf(one, 1))).filter((place) => place !== undefined)
    }

    /** Documents with the text one word after the other, then those with all of its words, then those that are like it. */
    async typed(q) {
      const { phrases, rest } = taken(unfinished(q))
      const asked = this.demanded(rest)
      const mayBePhrase = !phrases.length && words(rest).length > 1 - isIdentifier(rest)
      const [exact, ...answers] = await Promise.all([
        mayBePhrase ? this.exact(rest) : { results: [] },
        ...[...phrases.filter(phraseOf).map((phrase) => this.exact(phrase)), ...this.asksFor(asked)],
      ])
      const lists = answers.map((answer) => answer.results)
      const all = lists.length ? inAll(lists) : []
      const required = phrases.length ? new Set(this.placesOf(inAll(lists.slice(0, phrases.filter(phraseOf).length)))) : null
      const results = new Map()
      ;[...lists.flat(), ...all, ...exact.results].forEach((one) => results.set(this.rows.placeOf.get(markOf(one, 1)), one))
      const first = this.placesOf(exact.results)
      const having = this.placesOf(all)
      return {
        q: [...phrases, rest].join(" "),
        phrase: phrases[0] ?? "",
        places: window.postmortemsSearch.inOneList([first, having], this.ranked([...phrases, rest].join(" ")), required),
        exact: phrases.length ? having : first,
        having: new Set([...first, ...having]),
        results,
        how: first.length || having.length ? "all" : "like",
        isRanked: true,
      }
    }

    /** The words that a document should have: no little ones, and none that is another name of something known. */
    demanded(rest) {
      if (!this.alike) return weighty(rest)
      const asked = this.alike.askedWords(rest)
      const optional = new Set(asked.filter(([, stems, concepts]) => !stems.length && concepts.length).map(([written]) => written))
      const kept = spaced(rest).filter((word) => {
        const own = this.alike.askedWords(word).map(([written]) => written)
        return !own.length ? !LITTLE.has(folded(word)) && words(word).length : own.some((one) => !optional.has(one) && asked.some(([written]) => written === one))
      })
      return kept.length ? kept.join(" ") : weighty(rest)
    }

    /** The text with each word that nothing has replaced by the closest one of a title or value. */
    async corrected(q) {
      const doubtful = [...new Set(spaced(q).filter((word) => /^\p{L}{4,40}$/u.test(word)).map((word) => word.toLowerCase()))]
      const answers = await Promise.all(doubtful.map((word) => this.search(word)))
      const better = new Map(doubtful.map((word, n) => [word, answers[n].results.length ? word : closest(word, this.known) || word]))
      const isWrong = (word) => better.has(word) && better.get(word) !== word
      return q.replace(/\S+/g, (word) => (isWrong(word.toLowerCase()) ? better.get(word.toLowerCase()) : word))
    }

    /** Documents with all words. Of a word that a part of the index lacks, Pagefind takes the beginning: such parts are left out. */
    async search(q, term = phraseOf(q)) {
      return this.verified(q, await this.pagefind.search(term))
    }

    /** What parts of the index found that have the words. */
    async verified(q, found) {
      const best = new Map()
      found.results.forEach((one) => { if (!best.has(markOf(one, 0))) best.set(markOf(one, 0), one) })
      const isReal = async (result) => {
        const data = await result.data()
        return spaced(q).filter((word) => words(word).length).every((word) => window.postmortemsSearch.has(data, word))
      }
      const parts = [...best.keys()]
      const real = await Promise.all([...best.values()].map(isReal))
      const has = new Set(parts.filter((_, n) => real[n]))
      return { results: found.results.filter((one) => has.has(markOf(one, 0))) }
    }

    async exact(text) {
      return this.verified(text, await this.pagefind.search(`"${phraseOf(text)}"`))
    }

    /** Documents with a word that the index has in several tokens: all of it, or all but that its end is not yet typed. */
    async literal(word) {
      const found = await this.exact(word)
      if (found.results.length) return found
      const [last, ...others] = termsOf(word).reverse()
      const [before, begun] = await Promise.all([this.pagefind.search(`"${others.reverse().join(" ")}"`), this.search(last)])
      const ids = new Set(begun.results.map((one) => one.id))
      const results = before.results.filter((one) => ids.has(one.id))
      return results.length ? { results } : this.search(word, word)
    }

    /** What is asked of the index; documents have to be in all answers. */
    asksFor(text) {
      const literal = literalWords(text)
      const plain = spaced(text).filter((word) => !literal.includes(word) && phraseOf(word)).join(" ")
      return [...literal.map((word) => this.literal(word)), ...(plain ? [this.search(plain)] : [])]
    }

    /** The first hits, which have the phrase, once more by what they say letter for letter: `/healthz` is more than `healthz`. */
    literalFirst(hits, found, count) {
      const literal = folded((found.phrase || found.q).trim())
      if (!isIdentifier(literal) || count < 2) return hits
      let sorted = null
      const head = hits.slice(0, Math.min(count, LITERAL))
      const sort = async () => {
        const loaded = await Promise.all(head.map((hit) => hit()))
        const has = loaded.map((shown) => folded(shown.text).includes(literal))
        return [...loaded.filter((_, n) => has[n]), ...loaded.filter((_, n) => !has[n])]
      }
      return hits.map((hit, n) => (n < head.length ? async () => (await (sorted ??= sort()))[n] : hit))
    }

    hit(place, found) {
      let loaded = null
      const load = async () => {
        const result = found.results.get(place) ?? (await this.everything()).get(place)
        return this.shown(place, await result.data(), found)
      }
      return () => (loaded ??= load())
    }

    /** All of Pagefind's results by their places: what is only like a question is among none of its own. */
    everything() {
      this.all ??= this.pagefind.search(null).then(({ results }) =>
        new Map(results.map((one) => [this.rows.placeOf.get(markOf(one, 1)), one])))
      return this.all
    }

    shown(place, data, found) {
      const { excerpt, fragment } = window.postmortemsSearch
      const shown = excerpt(data, found.isRanked ? this.markedWords(found) : "", found.phrase || found.q.trim())
      return {
        url: this.address.root + data.raw_url.replace(/^\//, "") + fragment(shown),
        title: shown.title,
        section: shown.section,
        excerpt: shown.excerpt,
        why: found.isRanked && !found.having?.has(place) ? this.why(place, found.q) : null,
        text: joined(indexed(data.content)),
        date: data.meta.date ?? "",
        lasted: data.meta.lasted ?? "",
        flag: data.meta.flag ?? "",
        filters: this.rows.filters(place),
        place,
      }
    }

    /** The words that are marked in a result: little ones only where they are part of a phrase in quotes. */
    markedWords({ q, phrase }) {
      const asked = this.alike?.askedWords(q).map(([written]) => written).join(" ")
      return phrase ? q : asked || weighty(q)
    }

    /** What a document that has not all of the words has in common with them: values and topics, and words. */
    why(place, q) {
      const shared = new Set(this.alike?.shared(q, place) ?? [])
      const { text, alertIn } = window.postmortemsSearch
      const named = [...shared].map((term) => /^=(\w+):(.*)$/s.exec(term)).filter(Boolean).map(([, kind, id]) =>
        kind === "error" ? text("the same error message")
          : kind === "alert" ? text("alert {name}", { name: alertIn(q, id) })
            : this.legend.filters.find((filter) => filter.facet === kind)?.values.find((value) => value.id === id)?.name ?? id)
      const own = (this.alike?.askedWords(q) ?? []).filter(([, stems, , whole]) => shared.has(whole) || (stems.length && stems.every((one) => shared.has(one))))
      return { names: [...new Set(named)], words: [...new Set(own.map(([written]) => written))] }
    }
  }

  /** The closest word, if few letters are wrong; the more frequent one of two. As in spelling.py. */
  const closest = (word, known) => {
    const most = word.length >= 8 ? 2 : 1
    let best = ""
    let least = most + 1
    known.forEach((other) => {
      if (other === word || Math.abs(other.length - word.length) > most) return
      const changes = distance(word, other, least)
      if (changes < least) [best, least] = [other, changes]
    })
    return best
  }

  const distance = (a, b, limit) => {
    let before = []
    let row = Array.from({ length: b.length + 1 }, (_, n) => n)
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i]
      for (let j = 1; j <= b.length; j += 1) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same)
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1)
      }
      if (Math.min(...next) >= limit) return limit
      before = row
      row = next
    }
    return row[b.length]
  }

  const opened = new Map()

  const open = (address) => {
    if (!opened.has(address.index)) {
      const opening = start(address)
      opening.catch(() => opened.delete(address.index))
      opened.set(address.index, opening)
    }
    return opened.get(address.index)
  }

  const start = async (address) => {
    try {
      return await full(address)
    } catch (error) {
      if (location.protocol.startsWith("http")) console.info(`The full index is not used: ${error.message}`)
    }
    await window.postmortemsSearch.load("search-fallback")
    return window.postmortemsSearch.fallback(address)
  }

  /** Pagefind refuses to search where there is no document. */
  const NOTHING = { search: async () => ({ results: [] }) }

  /** Pagefind cuts queries into words by the language of the page, where it is Japanese, Chinese or Thai. Ours are cut
      already, as the index is, so it is shown a page without a language; it looks before `start` returns. */
  const unsegmented = (start) => {
    const page = document.documentElement
    const language = page.getAttribute("lang")
    page.setAttribute("lang", "unknown")
    try {
      return start()
    } finally {
      if (language === null) page.removeAttribute("lang")
      else page.setAttribute("lang", language)
    }
  }

  const full = async (address) => {
    if (!location.protocol.startsWith("http")) throw new Error("Files are not served.")
    const legend = await fetch(`${address.index}/legend.json`).then((answer) => answer.json())
    if (legend.engine !== "pagefind") throw new Error("There is none.")
    const ledger = window.postmortemsSearch.load("similar/ledger")
    if (!legend.parts) return ledger.then(() => new Engine(NOTHING, legend, address, window.postmortemsLedger))
    const pagefind = await import(`${address.index}/pagefind.js`)
    const options = { excerptLength: 1, ranking: { metaWeights: { title: 5, date: 0, lasted: 0, flag: 0 } } }
    await pagefind.options(options)
    await unsegmented(() => pagefind.init())
    const others = Array.from({ length: legend.parts - 1 }, (_, n) => `${address.index}/${n + 1}/`)
    await Promise.all(others.map((part) => pagefind.mergeIndex(part, options)))
    await ledger
    const engine = new Engine(pagefind, legend, address, window.postmortemsLedger)
    engine.load() // behind what the first answer needs
    return engine
  }

  /** One question at a time: what is asked meanwhile is asked afterwards, and only the last of it. `answer` is given a
      function that says whether nothing was asked meanwhile. */
  const inTurn = (answer) => {
    let isAsking = false
    let again = false
    const ask = async () => {
      again = isAsking
      if (isAsking) return
      isAsking = true
      try {
        await answer(() => !again)
      } finally {
        isAsking = false
      }
      if (again) await ask()
    }
    return ask
  }

  Object.assign((window.postmortemsSearch ??= {}), { open, inTurn, words, closest })
})()
