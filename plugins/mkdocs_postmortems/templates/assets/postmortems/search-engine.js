/* Asks the index. Knows queries and hits; knows nothing of pages.

   `open(address)` reads the legend that the build wrote and returns an engine:
     ask({q, filters, sort, counting}) -> {total, hits, counts, how, unknown}
       how: "all", or "most" where no hit has all words; `unknown` are then those that nothing has
     nearest(q, unknown) -> the query with the words of the site that are written like the unknown ones
   A hit is a function that loads what is shown of it. Where there is no index, or no server to load it from, the
   engine is that of search-fallback.js, whose `note` says what it is. */
(() => {
  "use strict"

  const LONGEST = 400 // letters that are searched as one query; what is longer is a pasted text
  const MANY = 12 // words, from which on no document is expected to have all of them
  const TELLING = 16 // words of a pasted text that are looked up
  const LITERAL = 50 // results that are looked through letter for letter
  const LITTLE = new Set("a an and are as at be by for from in is it of on or that the this to was were with".split(" "))
  const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}._:/@#$%+-]*[\p{L}\p{M}\p{N}%+#]|[\p{L}\p{N}\p{Extended_Pictographic}]/gu

  const { folded, indexed, joined, spaced, termsOf, phraseOf, wordsOf } = window.postmortemsSearch
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

  /** The id of a page begins with its part of the index, its day and its duration, as in `0-20240307-000109-en_1a2b3c4`. */
  const markOf = (result, place) => result.id.split("-")[place]

  /** Pagefind sorts each part of the index by itself. */
  const ordered = (results, sort) => {
    const place = { date: 1, duration: 2 }[sort]
    if (!place) return results
    const marked = results.map((result) => [markOf(result, place), result])
    return marked.sort(([a], [b]) => (a < b ? 1 : a > b ? -1 : 0)).map(([, result]) => result)
  }

  /** The words of a long text that say most: identifiers, then long ones. */
  const telling = (text) => {
    const unique = [...new Map(words(text).flatMap(wordsOf).map((word) => [folded(word), word])).values()]
      .filter((word) => (word.length > 2 || termsOf(word)[0] !== folded(word)) && word.length < 80)
    return unique
      .map((word, n) => [(isIdentifier(word) ? 100 : 0) + Math.min(word.length, 20), n, word])
      .sort((a, b) => b[0] - a[0] || a[1] - b[1])
      .slice(0, TELLING)
      .map(([, , word]) => word)
  }

  /** What is in all lists, in the order of another one; what that lacks last. The first list says where words are. */
  const inAll = ([first, ...others], ranked) => {
    const ids = others.map((results) => new Set(results.map((one) => one.id)))
    const places = new Map(ranked.map((one, place) => [one.id, place]))
    const place = (one) => places.get(one.id) ?? ranked.length
    return first.filter((one) => ids.every((known) => known.has(one.id))).sort((a, b) => place(a) - place(b))
  }

  /** Those first that have the whole phrase, also such as have words of it that are not asked for by themselves. */
  const exactFirst = (results, exact) => {
    const first = new Map(exact.map((one) => [one.id, one]))
    const known = new Set(results.map((one) => one.id))
    return [
      ...results.filter((one) => first.has(one.id)).map((one) => first.get(one.id)),
      ...exact.filter((one) => !known.has(one.id)),
      ...results.filter((one) => !first.has(one.id)),
    ]
  }

  class Engine {
    constructor(pagefind, legend, address) {
      this.pagefind = pagefind
      this.legend = legend
      this.address = address
    }

    async ask({ q = "", filters = {}, sort = "relevance", counting = false }) {
      if (counting) await this.pagefind.filters()
      const options = this.options(filters)
      if (!words(q).length) return this.browse(q, options, filters, sort, counting)
      const found = q.length > LONGEST || words(q).length > MANY ? null : await this.all(q, options, sort)
      if (found?.hits.length) {
        const counts = counting && found.countable ? await this.counts(found.ask, filters, found.filters) : null
        return { total: found.hits.length, hits: found.hits, counts, how: "all" }
      }
      return this.most(q, options, sort)
    }

    options(filters) {
      const chosen = Object.entries(filters).filter(([, values]) => values.length)
      return { filters: Object.fromEntries(chosen.map(([key, values]) => [key, { any: values }])) }
    }

    /** Documents with all words. Of a word that a part of the index lacks, Pagefind takes the beginning: such parts are left out. */
    async search(q, options, term = phraseOf(q)) {
      const found = await this.pagefind.search(term, options)
      const best = new Map()
      found.results.forEach((one) => { if (!best.has(markOf(one, 0))) best.set(markOf(one, 0), one) })
      const isReal = async (result) => {
        const data = await result.data()
        return spaced(q).filter((word) => words(word).length).every((word) => window.postmortemsSearch.has(data, word))
      }
      const parts = [...best.keys()]
      const real = await Promise.all([...best.values()].map(isReal))
      if (real.every(Boolean)) return found
      if (!real.some(Boolean)) return { ...found, results: [] }
      const part = { any: parts.filter((_, n) => real[n]) }
      return this.pagefind.search(term, { filters: { ...options.filters, part } })
    }

    exact(text, options) {
      return this.pagefind.search(`"${phraseOf(text)}"`, options)
    }

    /** Documents with a word that the index has in several tokens: all of it, or all but that its end is not yet typed. */
    async literal(word, options) {
      const found = await this.exact(word, options)
      if (found.results.length) return found
      const [last, ...others] = termsOf(word).reverse()
      const [before, begun] = await Promise.all([this.pagefind.search(`"${others.reverse().join(" ")}"`, options), this.search(last, options)])
      const ids = new Set(begun.results.map((one) => one.id))
      const results = before.results.filter((one) => ids.has(one.id))
      return results.length ? { results, filters: null } : this.search(word, options, word)
    }

    /** Everything that fits the filters. A query of nothing but signs fits nothing. */
    async browse(q, options, filters, sort, counting) {
      if (q.trim()) return { total: 0, hits: [], counts: null, how: "all", unknown: [] }
      const found = await this.pagefind.search(null, options)
      const counts = counting ? await this.counts((more) => this.pagefind.search(null, more), filters, found.filters) : null
      const results = ordered(found.results, sort === "relevance" ? "date" : sort)
      return { total: results.length, hits: results.map((one) => this.hit(one, "")), counts, how: "all" }
    }

    /** Documents with all words, phrases and words of several tokens; those that have all of it one after the other first. */
    async all(q, options, sort) {
      const { phrases, rest } = taken(unfinished(q))
      const asks = this.asksFor(phrases, rest)
      if (!asks.length) return { hits: [] }
      const all = [...phrases, rest].join(" ")
      const isRanked = asks.length === 1 && !phrases.length && !literalWords(rest).length
      const rank = isRanked ? asks[0] : (more) => this.pagefind.search(phraseOf(all), more)
      const mayBePhrase = sort === "relevance" && !phrases.length && words(rest).length > 1 - isIdentifier(rest)
      const [ranked, exact, ...answers] = await Promise.all([
        rank(options),
        mayBePhrase ? this.exact(rest, options) : { results: [] },
        ...(isRanked ? [] : asks.map((ask) => ask(options))),
      ])
      const found = isRanked ? ranked.results : inAll(answers.map((answer) => answer.results), ranked.results)
      const results = exactFirst(found, exact.results)
      const hits = ordered(results, sort).map((one) => this.hit(one, all, phrases[0] ?? rest))
      const first = phrases.length && sort === "relevance" ? hits.length : exact.results.length
      const [ask, { filters }] = asks.length === 1 && !isRanked ? [asks[0], answers[0]] : [rank, ranked]
      const countable = filters && (asks.length === 1 || found.length === ranked.results.length)
      return { hits: this.literalFirst(hits, phrases[0] ?? rest, first), ask, filters, countable }
    }

    /** Functions from options to answers; documents have to be in all of these. */
    asksFor(phrases, rest) {
      const literal = literalWords(rest)
      const plain = spaced(weighty(rest)).filter((word) => !literal.includes(word) && phraseOf(word)).join(" ")
      return [
        ...phrases.filter(phraseOf).map((phrase) => (options) => this.exact(phrase, options)),
        ...literal.map((word) => (options) => this.literal(word, options)),
        ...(plain ? [(options) => this.search(plain, options)] : []),
      ]
    }

    /** Documents with most of the words, rare ones counting more. */
    async most(q, options, sort) {
      const asked = telling(taken(q).phrases.join(" ") + " " + taken(q).rest)
      const answers = await Promise.all(asked.map((word) => this.exact(word, options)))
      const unknown = asked.filter((_, n) => !answers[n].results.length)
      const found = new Map()
      const largest = Math.max(1, ...answers.map((answer) => answer.results.length))
      answers.forEach((answer) => {
        const rarity = Math.log(1 + (2 * largest) / Math.max(1, answer.results.length))
        answer.results.forEach((one) => {
          const entry = found.get(one.id) ?? { one, score: 0, words: 0 }
          entry.score += rarity
          entry.words += 1
          found.set(one.id, entry)
        })
      })
      const least = asked.length - unknown.length > 2 ? 2 : 1
      const ranked = [...found.values()].filter((entry) => entry.words >= least)
      ranked.sort((a, b) => b.score - a.score || (a.one.id < b.one.id ? -1 : 1))
      const results = ordered(ranked.map((entry) => entry.one), sort)
      return { total: results.length, hits: results.map((one) => this.hit(one, asked.join(" "))), counts: null, how: "most", unknown }
    }

    /** How many there are of each value; of a filter that is set, without it, since its values are alternatives. */
    async counts(ask, filters, found) {
      const counts = { ...found }
      const chosen = Object.keys(filters).filter((key) => filters[key].length)
      await Promise.all(chosen.map(async (key) => {
        const answer = await ask(this.options({ ...filters, [key]: [] }))
        counts[key] = answer.filters?.[key]
      }))
      return counts
    }

    /** The first hits, which have the phrase, once more by what they say letter for letter: `/healthz` is more than `healthz`. */
    literalFirst(hits, phrase, count) {
      const literal = folded(phrase.trim())
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

    hit(result, q, phrase) {
      let loaded = null
      return () => (loaded ??= result.data().then((data) => this.shown(data, q, phrase)))
    }

    shown(data, q, phrase) {
      const shown = window.postmortemsSearch.excerpt(data, q, phrase)
      return {
        url: this.address.root + data.raw_url.replace(/^\//, "") + (shown.anchor ? `#${shown.anchor}` : ""),
        title: shown.title,
        section: shown.section,
        excerpt: shown.excerpt,
        text: joined(indexed(data.content)),
        date: data.meta.date ?? "",
        lasted: data.meta.lasted ?? "",
        flag: data.meta.flag ?? "",
        filters: data.filters ?? {},
      }
    }

    async nearest(q, unknown) {
      this.terms ??= fetch(`${this.address.index}/terms.json`).then((answer) => (answer.ok ? answer.json() : []))
      const known = await this.terms
      let better = q
      unknown.slice(0, 8).forEach((word) => {
        const term = closest(folded(word), known)
        if (term) better = better.replace(word, () => term)
      })
      return better === q || q.length > LONGEST ? "" : better
    }
  }

  /** The term that takes the fewest changes, if they are few enough; the more frequent one of two. */
  const closest = (word, known) => {
    const most = word.length < 5 ? 1 : word.length < 9 ? 2 : 3
    let best = null
    let least = most + 1
    known.forEach((term) => {
      const other = folded(term)
      if (other === word || Math.abs(other.length - word.length) >= least) return
      const changes = distance(word, other, least)
      if (changes < least) [best, least] = [term, changes]
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
  const NOTHING = { filters: async () => ({}), search: async () => ({ results: [], filters: {} }) }

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
    if (!legend.parts) return new Engine(NOTHING, legend, address)
    const pagefind = await import(`${address.index}/pagefind.js`)
    const options = { excerptLength: 1, ranking: { metaWeights: { title: 5, date: 0, lasted: 0, flag: 0 } } }
    await pagefind.options(options)
    await unsegmented(() => pagefind.init())
    const others = Array.from({ length: legend.parts - 1 }, (_, n) => `${address.index}/${n + 1}/`)
    await Promise.all(others.map((part) => pagefind.mergeIndex(part, options)))
    return new Engine(pagefind, legend, address)
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
