/* The page of the search: its state is its address, so that a search is a link. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const AT_ONCE = 20
  const VALUES = 8
  const PAUSE = 120
  const SORTS = [["relevance", search.text("Best match")], ["date", search.text("Newest")], ["duration", search.text("Longest")]]

  const DATE = /^\d{4}(?:-\d\d(?:-\d\d)?)?$/

  /** The first or the last day of a day, month or year. */
  const wholeDay = (date, isLast) => {
    if (!date) return ""
    const [year, month = isLast ? "12" : "01", day] = date.split("-")
    return `${year}-${month}-${day ?? (isLast ? String(new Date(Date.UTC(year, month, 0)).getUTCDate()) : "01")}`
  }

  class FindPage {
    constructor(root) {
      const { make } = search
      this.root = root
      this.phrases = JSON.parse(root.dataset.pmFilters) // by filter: what to say before the values that are chosen
      this.field = root.querySelector("[data-pm-search]")
      this.input = this.field.querySelector("input")
      this.form = this.field.querySelector("form")
      this.facets = root.querySelector("[data-pm-facets]")
      this.results = root.querySelector("[data-pm-results]")
      this.indexes = root.querySelector("[data-pm-indexes]")
      this.here = search.hereOf(root)
      this.address = search.addressOf(this.field)
      this.ask = search.inTurn((isLast) => this.find(isLast))
      this.sentence = make("p", { class: "pm-find__sentence", role: "status" })
      this.chips = make("ul", { class: "pm-find__chips" })
      this.sorts = make("select", { class: "pm-find__sort", "aria-label": search.text("Sort by"), hidden: true }, ...SORTS.map(([value, name]) => make("option", { value }, name)))
      this.hits = make("ol", { class: "pm-hits" })
      this.more = make("button", { type: "button", class: "pm-find__more", hidden: true })
      this.empty = make("div", { class: "pm-find__empty", hidden: true })
      this.hint = make("p", { class: "pm-find__hint" })
      const head = make("div", { class: "pm-find__head" }, this.sentence, this.sorts)
      this.results.replaceChildren(head, this.chips, this.hint, this.hits, this.more, this.empty)
      this.listen()
      this.read()
      this.start()
    }

    async start() {
      try {
        this.engine = await search.patiently(search.open(this.address), () => this.say(search.text("Loading the index …")))
      } catch {
        return this.without()
      }
      if (this.engine.note) this.results.prepend(search.make("p", { class: "pm-find__note" }, this.engine.note))
      this.buildFacets()
      this.ask()
    }

    /** No index at all, not even the smaller one. */
    without() {
      this.say("")
      const text = search.text("The search index is not there, or could not be loaded. Everything can be found by browsing, too:")
      this.results.replaceChildren(search.make("p", { class: "pm-empty" }, text), this.indexes.content.cloneNode(true))
    }

    listen() {
      this.form.addEventListener("submit", (event) => {
        event.preventDefault()
        this.state.q = this.input.value
        this.state.asTyped = false
        this.change()
      })
      this.input.addEventListener("input", () => {
        this.offerOperators()
        clearTimeout(this.timer)
        this.timer = setTimeout(() => {
          this.state.q = this.input.value
          this.state.asTyped = false
          this.change(true)
        }, PAUSE)
      })
      this.sorts.addEventListener("change", () => {
        this.state.sort = this.sorts.value
        this.change()
      })
      this.more.addEventListener("click", () => this.append())
      this.root.addEventListener("keydown", (event) => this.press(event))
      addEventListener("popstate", () => {
        if (!this.root.isConnected) return
        this.read()
        this.ask()
      })
    }

    /** Browsers complete what is typed by a list of whole texts. */
    offerOperators() {
      if (!this.engine) return
      const { make } = search
      if (!this.operators) {
        this.operators = make("datalist", { id: "pm-operators" })
        this.form.append(this.operators)
        this.input.setAttribute("list", "pm-operators")
      }
      this.operators.replaceChildren(...search.completions(this.input.value, this.engine.legend).map(([value, , name]) => make("option", { value: value.trim() }, name)))
    }

    press(event) {
      const links = [...this.hits.querySelectorAll(".pm-hit")]
      const now = links.indexOf(document.activeElement)
      if (event.target !== this.input && now < 0) return
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const next = now + (event.key === "ArrowDown" ? 1 : -1)
        if (now < 0 && next < 0) return
        event.preventDefault()
        ;(next < 0 ? this.input : links[next] ?? links[now])?.focus()
      } else if (event.key === "Escape" && now >= 0) {
        event.preventDefault()
        this.input.focus()
      }
    }

    /** Take the state from the address, or from the page if it is a saved search. */
    read() {
      const isPreset = this.root.dataset.pmFind && !location.search
      this.state = this.parse(new URLSearchParams(isPreset ? this.root.dataset.pmFind : location.search))
      this.input.value = this.state.q
    }

    parse(params) {
      const filters = {}
      Object.keys(this.phrases).forEach((key) => { filters[key] = [...new Set(params.getAll(key))] })
      const sort = SORTS.some(([value]) => value === params.get("sort")) ? params.get("sort") : ""
      const day = (name) => (DATE.test(params.get(name)) ? params.get(name) : "")
      const all = params.getAll("all").filter((key) => key in this.phrases)
      return { q: params.get("q") ?? "", filters, all, since: day("since"), until: day("until"), sort, asTyped: params.has("typed") }
    }

    get query() {
      const { q, filters, all, since, until, asTyped } = this.state
      const params = new URLSearchParams()
      if (q.trim()) params.set("q", q.slice(0, 2000))
      Object.entries(filters).forEach(([key, values]) => values.forEach((value) => params.append(key, value)))
      all.forEach((key) => params.append("all", key))
      Object.entries({ since, until, sort: this.state.sort }).forEach(([name, value]) => { if (value) params.set(name, value) })
      if (asTyped) params.set("typed", "1")
      return params.toString()
    }

    /** What is asked for, and what it is narrowed by: what is chosen, and operators in the text. */
    get asked() {
      const read = search.readOperators(this.state.q, this.engine.legend)
      return { read, q: read.rest, narrowing: search.joinedNarrowing(this.state, read) }
    }

    get sort() {
      return this.state.sort || (this.asked.q.trim() ? "relevance" : "date")
    }

    change(isTyping = false) {
      const url = this.here.href + (this.query ? `?${this.query}` : "")
      if (isTyping) history.replaceState(history.state, "", url)
      else history.pushState(null, "", url)
      this.root.classList.add("pm-find--changed")
      return this.ask()
    }

    toggle(key, id, isOn) {
      const others = this.state.filters[key].filter((other) => other !== id)
      this.state.filters[key] = isOn ? [...others, id] : others
      if (!isOn) this.forget((one) => one.key === key && one.id === id && !one.excludes)
      this.change()
    }

    /** Take operators out of the text. */
    forget(isMeant) {
      const { found } = this.asked.read
      found.filter(isMeant).forEach(({ written }) => { this.state.q = this.state.q.replace(written, " ").replace(/\s+/g, " ").trim() })
      this.input.value = this.state.q
    }

    say(text) {
      this.sentence.textContent = text
    }

    async find(isLast) {
      if (!this.engine) return
      this.results.setAttribute("aria-busy", "true")
      const { q, narrowing } = this.asked
      try {
        const asking = this.engine.ask({ q, narrowing, sort: this.sort, asTyped: this.state.asTyped })
        const answer = await search.patiently(asking, () => this.say(search.text("Searching …")))
        const hits = isLast() ? await Promise.all(answer.hits.slice(0, AT_ONCE).map((hit) => hit())) : []
        if (!isLast()) return
        this.render(answer, hits)
        answer.more?.then(() => this.answer === answer && this.ask())
      } catch (error) {
        this.say(search.text("The search failed. Load the page again."))
        throw error
      } finally {
        if (isLast()) this.results.setAttribute("aria-busy", "false")
      }
    }

    render(answer, hits) {
      this.answer = answer
      this.sorts.value = this.sort
      this.sorts.hidden = !answer.total
      this.renderSentence()
      this.renderHint()
      this.renderChips()
      this.renderFacets()
      this.hits.replaceChildren(...hits.map((hit) => this.item(hit)))
      this.renderMore()
      this.renderEmpty()
    }

    item(hit) {
      const { make } = search
      const link = make("a", { class: "pm-hit", href: hit.url }, ...search.describe(hit, this.engine.legend, "h2"))
      return make("li", {}, link, hit.filters.kind?.[0] === "guide" ? null : this.worked(hit))
    }

    /** What ended the incident, for who opens it. */
    worked({ place }) {
      const { make, text } = search
      const fold = make("details", { class: "pm-hit__worked" }, make("summary", {}, text("What fixed it")))
      const note = (said) => make("p", { class: "pm-note" }, said)
      const load = () => search.worked(place)
        .then((card) => card ?? note(text("Nothing is written about what ended it.")), () => note(text("This could not be loaded.")))
      fold.addEventListener("toggle", async () => fold.append(await load()), { once: true })
      return fold
    }

    async append() {
      const shown = this.hits.children.length
      const hits = await Promise.all(this.answer.hits.slice(shown, shown + AT_ONCE).map((hit) => hit()))
      this.hits.append(...hits.map((hit) => this.item(hit)))
      this.renderMore()
      this.hits.children[shown]?.querySelector("a").focus()
    }

    renderMore() {
      const left = this.answer.total - this.hits.children.length
      this.more.hidden = left <= 0
      this.more.textContent = search.text("Show {shown} more of {number}", { shown: Math.min(left, AT_ONCE), number: left })
    }

    /** “12 incidents for “timeout” in Checkout API or Cart service, with Retry amplification.” */
    renderSentence() {
      const { total, how, counts, corrected } = this.answer
      const { q: typed, narrowing } = this.asked
      const q = (corrected || typed).trim()
      const named = this.named(narrowing)
      if (!q && !named.length && !total) return this.say(search.text("There is no postmortem yet."))
      if (!q && !named.length) return this.say(this.sort === "date"
        ? search.count("All {number} documents, newest first.", "All {number} document, newest first.", { number: total })
        : search.count("All {number} documents, longest first.", "All {number} document, longest first.", { number: total }))
      const onlyIncidents = counts?.kind && !counts.kind.guide && !counts.kind.page
      const number = !total ? search.text("Nothing found")
        : onlyIncidents ? search.count("{number} incidents", "{number} incident", { number: total })
          : search.count("{number} results", "{number} result", { number: total })
      const query = search.short(q)
      const what = q && (how !== "like" || !total ? search.text("for “{query}”", { query })
        : search.isPasted(q) ? search.text("like “{query}”", { query })
          : search.text("like “{query}”; none has all of its words", { query }))
      return this.say(search.text("{sentence}.", { sentence: [number, what, named.join(", ")].filter(Boolean).join(" ") }))
    }

    /** What is narrowed by, in words. */
    named({ filters, not, all, since, until }) {
      const { legend } = this.engine
      const either = (before, last) => search.text("{before} or {last}", { before, last })
      const both = (before, last) => search.text("{before} and {last}", { before, last })
      const list = (key, ids, join) => search.valuesOf(legend, key, ids)
        .map((value) => (key === "actions" ? value.name.toLowerCase() : value.name))
        .reduce((before, last) => join(before, last))
      const chosen = (values) => Object.entries(values).filter(([, ids]) => ids.length)
      return [
        ...chosen(filters).map(([key, ids]) => `${this.phrases[key]} ${list(key, ids, all.includes(key) ? both : either)}`),
        ...chosen(not).map(([key, ids]) => search.text("without {names}", { names: list(key, ids, either) })),
        since && search.text("since {day}", { day: search.day(since) }),
        until && search.text("until {day}", { day: search.day(until) }),
      ].filter(Boolean)
    }

    /** What is narrowed by, each as [what it is called, how it is removed]. */
    get removable() {
      const { narrowing: { filters, not, since, until } } = this.asked
      const named = (values) => Object.entries(values).flatMap(([key, ids]) => search.valuesOf(this.engine.legend, key, ids).map((value) => [key, value]))
      const time = (name, day) => [day, () => {
        this.state[name] = ""
        this.forget((one) => one.key === name)
        this.change()
      }]
      return [
        ...named(filters).map(([key, value]) => [value.name, () => this.toggle(key, value.id, false)]),
        ...named(not).map(([key, value]) => [search.text("without {names}", { names: value.name }), () => {
          this.forget((one) => one.key === key && one.id === value.id && one.excludes)
          this.change()
        }]),
        ...(since ? [time("since", search.text("since {day}", { day: search.day(since) }))] : []),
        ...(until ? [time("until", search.text("until {day}", { day: search.day(until) }))] : []),
      ]
    }

    renderChips() {
      const { make } = search
      const chips = this.removable.map(([name, remove]) => {
        const chip = make("button", { type: "button", class: "pm-chip", "aria-label": search.text("Remove {name}", { name }) }, name, make("span", { "aria-hidden": "true" }, "×"))
        chip.addEventListener("click", () => {
          remove()
          this.input.focus()
        })
        return make("li", {}, chip)
      })
      const count = chips.length
      if (chips.length > 1) {
        const all = make("button", { type: "button", class: "pm-chip pm-chip--all" }, search.text("Remove all"))
        all.addEventListener("click", () => this.clear())
        chips.push(make("li", {}, all))
      }
      this.chips.replaceChildren(...chips)
      this.chips.hidden = !chips.length
      if (this.fold) this.fold.querySelector("summary").textContent = count ? search.text("Filters ({number})", { number: count }) : search.text("Filters")
    }

    clear() {
      Object.keys(this.state.filters).forEach((key) => { this.state.filters[key] = [] })
      Object.assign(this.state, { all: [], since: "", until: "" })
      this.forget(() => true)
      this.change()
      this.input.focus()
    }

    buildFacets() {
      const { make } = search
      const wide = matchMedia("(min-width: 60em)")
      this.boxes = []
      const shown = this.engine.legend.filters.filter((filter) => filter.key !== "year" || this.state.filters.year.length)
      const groups = shown.map((filter, n) => {
        const rows = filter.values.map((value) => this.box(filter, value))
        const all = make("button", { type: "button", class: "pm-facet__all", hidden: true })
        const list = make("ul", { class: "pm-facet__values" }, ...rows.map((row) => row.item))
        const together = this.together(filter.key)
        const isOpen = n < 4 || this.state.filters[filter.key].length > 0
        const group = make("details", { class: "pm-facet", open: isOpen }, make("summary", {}, filter.heading), together.label, list, all)
        const entry = { filter, rows, group, list, all, together, isLong: false }
        all.addEventListener("click", () => {
          entry.isLong = !entry.isLong
          this.renderFacet(entry)
        })
        this.boxes.push(entry)
        return group
      })
      this.fold = make("details", { class: "pm-find__fold" }, make("summary", {}, search.text("Filters")), make("div", { role: "group", "aria-label": search.text("Filters") }, this.range(), ...groups))
      const follow = () => { this.fold.open = wide.matches }
      follow()
      wide.addEventListener("change", follow)
      this.facets.replaceChildren(this.fold)
    }

    box(filter, value) {
      const { make } = search
      const input = make("input", { type: "checkbox" })
      const count = make("span", { class: "pm-facet__count" })
      const item = make("li", {}, make("label", {}, input, make("span", { class: "pm-facet__name" }, value.name), count))
      input.addEventListener("change", () => this.toggle(filter.key, value.id, input.checked))
      return { id: value.id, item, input, count }
    }

    /** Whether a document has to have all of the values that are chosen. */
    together(key) {
      const { make } = search
      const input = make("input", { type: "checkbox" })
      const label = make("label", { class: "pm-facet__together", hidden: true }, input, make("span", {}, search.text("Only with all of these")))
      const isPossible = this.engine.rows.isMultiple(key)
      input.addEventListener("change", () => {
        this.state.all = [...this.state.all.filter((other) => other !== key), ...(input.checked ? [key] : [])]
        this.change()
      })
      return { input, label, isPossible }
    }

    /** From one day to another. */
    range() {
      const { make } = search
      this.days = ["since", "until"].map((name) => {
        const input = make("input", { type: "date", class: "pm-facet__day" })
        input.addEventListener("change", () => {
          if (this.state[name] === input.value) return
          this.forget((one) => one.key === name)
          this.state[name] = input.value
          this.change()
        })
        return { name, input }
      })
      const labels = [search.text("From"), search.text("To")].map((text, n) => make("label", {}, make("span", { class: "pm-facet__name" }, text), this.days[n].input))
      return make("details", { class: "pm-facet pm-facet--days", open: true }, make("summary", {}, search.text("Date")), ...labels)
    }

    renderFacets() {
      const active = document.activeElement
      const { narrowing } = this.asked
      this.boxes.forEach((entry) => this.renderFacet(entry, narrowing))
      this.days.forEach(({ name, input }) => { input.value = wholeDay(narrowing[name], name === "until") })
      if (document.activeElement !== active) active?.focus({ preventScroll: true }) // values have changed their places
    }

    renderFacet({ filter, rows, group, list, all, together, isLong }, narrowing) {
      const counts = this.answer.counts?.[filter.key]
      const chosen = narrowing.filters[filter.key] ?? []
      let shown = 0
      let possible = 0
      rows.forEach((row) => { row.number = counts?.[row.id] ?? 0 })
      const sorted = [...rows].sort((a, b) => b.number - a.number)
      if (sorted.some(({ item }, n) => list.children[n] !== item)) list.append(...sorted.map((row) => row.item))
      sorted.forEach(({ id, item, input, count, number }) => {
        input.checked = chosen.includes(id)
        count.textContent = search.number(number)
        const isPossible = input.checked || number > 0
        possible += isPossible
        item.hidden = !isPossible || (!isLong && shown >= VALUES && !input.checked)
        shown += !item.hidden
      })
      group.hidden = !possible
      together.input.checked = narrowing.all.includes(filter.key)
      together.label.hidden = !together.isPossible || (chosen.length < 2 && !together.input.checked)
      all.hidden = possible <= VALUES
      all.textContent = isLong ? search.text("Show fewer") : search.text("Show all {number}", { number: possible })
    }

    /** What was asked for in place of a misspelt word, and the way back. */
    renderHint() {
      const { make } = search
      const { corrected } = this.answer
      this.hint.replaceChildren()
      if (!corrected) return
      const q = this.asked.q.trim()
      const params = new URLSearchParams(this.query)
      params.set("typed", "1")
      const [before, between, after = ""] = search.text("Showing results for {query}; search instead for {typed}.", { query: "\n", typed: "\n" }).split("\n")
      this.hint.append(before, make("strong", {}, corrected), between, make("a", { class: "pm-link", href: `${this.here.href}?${params}` }, q), after)
    }

    /** What else to try where there is nothing. */
    renderEmpty() {
      const { make } = search
      const { total } = this.answer
      const { q } = this.asked
      this.empty.replaceChildren()
      this.empty.hidden = total > 0
      const isFiltered = this.removable.length > 0
      if (total || !(q.trim() || isFiltered)) return
      if (isFiltered) {
        const wider = make("button", { type: "button", class: "pm-find__more" }, search.text("Search without filters"))
        wider.addEventListener("click", () => this.clear())
        this.empty.append(wider)
      }
      if (this.root.dataset.pmSimilar) {
        const href = `${this.root.dataset.pmSimilar}?${new URLSearchParams({ q: q.slice(0, 2000) })}`
        this.empty.append(make("p", {}, make("a", { class: "pm-link", href }, search.text("Find incidents that are like this text"))))
      }
      const indexes = this.indexes.content.cloneNode(true)
      if (indexes.querySelector("a")) this.empty.append(make("p", {}, search.text("Everything can be found by browsing, too:")), indexes)
    }
  }

  search.page = (root) => { if (!root.pmPage) root.pmPage = new FindPage(root) }
})()
