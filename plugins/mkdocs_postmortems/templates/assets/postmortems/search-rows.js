/* What there is to narrow and sort by: a row for each document and page, from the ledger. Knows nothing of words.

   A narrowing is {filters: {key: [id]}, all: [key], not: {key: [id]}, since, until}: one of the values of each filter, all of
   them for the keys in `all`, none of `not`, and days as `2025-01-31`, `2025-01` or `2025`. The same as in narrowing.py. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0)

  /** Whether a day is in a range, as far as both are known. What has no day is in none. */
  const isInTime = (date, since = "", until = "") =>
    (!since && !until) || (date !== "" && date.slice(0, since.length) >= since.slice(0, date.length)
      && (!until || date.slice(0, until.length) <= until.slice(0, date.length)))

  class Rows {
    constructor(ledger) {
      this.rows = [...ledger.documents, ...ledger.pages.map(([values]) => [values])]
      this.values = ledger.filters.flatMap((filter) => filter.values.map((value) => [filter.key, value.id]))
      this.numbers = new Map(this.values.map(([key, id], number) => [`${key}:${id}`, number]))
      this.placeOf = new Map(ledger.keys.map((key, place) => [key, place]))
    }

    get places() {
      return this.rows.map((_, place) => place)
    }

    date(place) {
      return this.rows[place][1] ?? ""
    }

    /** Value ids of a row by filter. */
    filters(place) {
      const found = {}
      this.rows[place][0].forEach((number) => { (found[this.values[number][0]] ??= []).push(this.values[number][1]) })
      return found
    }

    /** Whether any row has two values of a filter. */
    isMultiple(key) {
      return this.rows.some(([numbers]) => numbers.filter((number) => this.values[number][0] === key).length > 1)
    }

    /** Functions from a row's values to whether they fit: one for each filter that is set, and for what is excluded. */
    conditions({ filters = {}, all = [], not = {} }) {
      const numbered = (chosen) => Object.entries(chosen).filter(([, ids]) => ids.length).map(([key, ids]) =>
        [key, ids.map((id) => this.numbers.get(`${key}:${id}`))])
      return [
        ...numbered(filters).map(([key, numbers]) => (all.includes(key)
          ? (own) => numbers.every((number) => own.includes(number))
          : (own) => numbers.some((number) => own.includes(number)))),
        ...numbered(not).map(([, numbers]) => (own) => !numbers.some((number) => own.includes(number))),
      ]
    }

    fits(narrowing) {
      const conditions = this.conditions(narrowing)
      return (place) => isInTime(this.date(place), narrowing.since, narrowing.until)
        && conditions.every((holds) => holds(this.rows[place][0]))
    }

    /** How many there are of each value among what is listed; of a filter whose values are alternatives, without it. */
    counts(places, narrowing) {
      const counts = {}
      const add = (among, wants) => among.forEach((place) => this.rows[place][0].forEach((number) => {
        const [key, id] = this.values[number]
        if (wants(key)) (counts[key] ??= {})[id] = (counts[key][id] ?? 0) + 1
      }))
      const { filters = {}, all = [] } = narrowing
      const open = Object.keys(filters).filter((key) => filters[key].length && !all.includes(key))
      add(places.filter(this.fits(narrowing)), (key) => !open.includes(key))
      open.forEach((key) => add(places.filter(this.fits({ ...narrowing, filters: { ...filters, [key]: [] } })), (own) => own === key))
      return counts
    }

    /** Newest or longest first; otherwise in the order given. */
    sorted(places, sort) {
      const { rows } = this
      const newest = (a, b) => compare(this.date(b), this.date(a)) || a - b
      if (sort === "date") return [...places].sort(newest)
      if (sort === "duration") return [...places].sort((a, b) => (rows[b][2] ?? -1) - (rows[a][2] ?? -1) || newest(a, b))
      return places
    }
  }

  /** What is listed: in each tier, documents in the order of likeness, among them pages where they are; what is only like
      the question last. `only` are places beside which nothing is listed. */
  const inOneList = (tiers, ranked, only = null) => {
    const rank = new Map(ranked.map((place, n) => [place, n]))
    const listed = new Set()
    tiers.forEach((tier) => {
      const fresh = [...new Set(tier)].filter((place) => !listed.has(place) && (!only || only.has(place)))
      const liked = fresh.filter((place) => rank.has(place)).sort((a, b) => rank.get(a) - rank.get(b))
      fresh.forEach((place) => listed.add(rank.has(place) ? liked.shift() : place))
    })
    ranked.filter((place) => !only || only.has(place)).forEach((place) => listed.add(place))
    only?.forEach((place) => listed.add(place))
    return [...listed]
  }

  Object.assign(search, { Rows, inOneList, isInTime })
})()
