/* Operators in what is typed: `service:checkout-api`, `-tag:dns`, `since:2025-01`. The same as in operators.py, and what
   completes them. What means nothing on the site is text: errors have colons, and alerts have labels. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const OPERATOR = /(?<!\S)(-?)([a-z]+):(?:"([^"\n]+)"|([^\s"]+))(?!\S)/g
  const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/
  const TIMES = ["since", "until"]
  const MOST_TYPED = 12
  const LONGEST_TYPED = 400
  const SHOWN = 6

  const normal = (name) => (name.replace(/[\s_-]+/g, "") || name).toLowerCase()
  const namesOf = (value) => [value.id, value.name, ...(value.also ?? [])]

  /** As question.py has it: several lines, or more than anybody types. */
  const isPasted = (q) => q.trim().split("\n").length > 1 || q.split(/\s+/).filter(Boolean).length > MOST_TYPED || q.length > LONGEST_TYPED

  /** The id of the value, or the date, that an operator names. */
  const meaning = (legend, key, written) => {
    if (TIMES.includes(key)) return DATE.test(written) ? written : ""
    const values = legend.filters.find((filter) => filter.key === key)?.values ?? []
    return values.find((value) => namesOf(value).some((name) => normal(name) === normal(written)))?.id ?? ""
  }

  /** The text without operators, and the narrowing that they ask for; `found` are they as written. */
  const readOperators = (q, legend) => {
    const read = { rest: q, filters: {}, not: {}, since: "", until: "", found: [] }
    if (isPasted(q)) return read
    read.rest = q.replace(OPERATOR, (written, minus, key, quoted, plain) => {
      const id = meaning(legend, key, quoted ?? plain)
      if (!id || (minus && TIMES.includes(key))) return written
      read.found.push({ written, key, id, excludes: Boolean(minus) })
      if (TIMES.includes(key)) read[key] = id
      else ((minus ? read.not : read.filters)[key] ??= []).push(id)
      return " "
    })
    if (read.found.length) read.rest = read.rest.replace(/\s+/g, " ").trim()
    return read
  }

  /** Two narrowings at once. */
  const joined = (one, other) => {
    const keys = (name) => [...new Set([...Object.keys(one[name] ?? {}), ...Object.keys(other[name] ?? {})])]
    const both = (name) => Object.fromEntries(keys(name).map((key) => [key, [...new Set([...(one[name]?.[key] ?? []), ...(other[name]?.[key] ?? [])])]]))
    return { filters: both("filters"), not: both("not"), all: one.all ?? [], since: other.since || one.since || "", until: other.until || one.until || "" }
  }

  /** An operator as it is typed. */
  const operator = (key, id, minus = "") => `${minus}${key}:${/[\s"]/.test(id) ? `"${id}"` : id}`

  /** What the last word may become: [the whole text, what is shown of it, what it is]. */
  const completions = (q, legend) => {
    const [before, minus, begun, value] = q.match(/^(.*(?<!\S))(-?)([a-z]*)(?::(\S*))?$/s)?.slice(1) ?? []
    if (begun === undefined || (value === undefined && begun.length < 2)) return []
    if (value === undefined) {
      const keys = [...legend.filters.map((filter) => [filter.key, filter.heading]), ...(minus ? [] : [["since", search.text("From")], ["until", search.text("To")]])]
      return keys.filter(([key]) => key.startsWith(begun)).map(([key, heading]) => [`${before}${minus}${key}:`, `${minus}${key}:`, heading]).slice(0, SHOWN)
    }
    const filter = legend.filters.find((one) => one.key === begun)
    return (filter?.values ?? [])
      .filter((one) => namesOf(one).some((name) => normal(name).startsWith(normal(value) || name)) || !value)
      .slice(0, SHOWN)
      .map((one) => [`${before}${operator(begun, one.id, minus)} `, operator(begun, one.id, minus), one.name])
  }

  Object.assign(search, { isPasted, readOperators, completions, operator, joinedNarrowing: joined })
})()
