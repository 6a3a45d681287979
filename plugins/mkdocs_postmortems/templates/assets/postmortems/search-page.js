/* The page of the search: its state is its address, so that a search is a link. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const AT_ONCE = 20
  const VALUES = 8
  const PAUSE = 120
  const SORTS = [["relevance", search.text("Best match")], ["date", search.text("Newest")], ["duration", search.text("Longest")]]

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
      this.asked = 0
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
        this.change()
      })
      this.input.addEventListener("input", () => {
        clearTimeout(this.timer)
        this.timer = setTimeout(() => {
          this.state.q = this.input.value
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
      return { q: params.get("q") ?? "", filters, sort }
    }

    get query() {
      const params = new URLSearchParams()
      if (this.state.q.trim()) params.set("q", this.state.q.slice(0, 2000))
      Object.entries(this.state.filters).forEach(([key, values]) => values.forEach((value) => params.append(key, value)))
      if (this.state.sort) params.set("sort", this.state.sort)
      return params.toString()
    }

    get sort() {
      return this.state.sort || (this.state.q.trim() ? "relevance" : "date")
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
      this.change()
    }

    say(text) {
      this.sentence.textContent = text
    }

    async find(isLast) {
      if (!this.engine) return
      this.asked += 1
      this.results.setAttribute("aria-busy", "true")
      const { q, filters } = this.state
      try {
        const asking = this.engine.ask({ q, filters, sort: this.sort, counting: true })
        const answer = await search.patiently(asking, () => this.say(search.text("Searching …")))
        const hits = isLast() ? await Promise.all(answer.hits.slice(0, AT_ONCE).map((hit) => hit())) : []
        if (isLast()) this.render(answer, hits)
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
      this.renderChips()
      this.renderFacets()
      this.hits.replaceChildren(...hits.map((hit) => this.item(hit)))
      this.renderMore()
      this.renderEmpty()
    }

    item(hit) {
      const { make } = search
      return make("li", {}, make("a", { class: "pm-hit", href: hit.url }, ...search.describe(hit, this.engine.legend)))
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
      const { total, how, counts } = this.answer
      const q = this.state.q.trim()
      const named = Object.entries(this.state.filters).filter(([, ids]) => ids.length).map(([key, ids]) => {
        const names = search.valuesOf(this.engine.legend, key, ids).map((value) => (key === "actions" ? value.name.toLowerCase() : value.name))
        return `${this.phrases[key]} ${names.reduce((before, last) => search.text("{before} or {last}", { before, last }))}`
      })
      if (!q && !named.length && !total) return this.say(search.text("There is no postmortem yet."))
      if (!q && !named.length) return this.say(this.sort === "date"
        ? search.count("All {number} documents, newest first.", "All {number} document, newest first.", { number: total })
        : search.count("All {number} documents, longest first.", "All {number} document, longest first.", { number: total }))
      const onlyIncidents = counts?.kind && !counts.kind.guide && !counts.kind.page
      const number = !total ? search.text("Nothing found")
        : onlyIncidents ? search.count("{number} incidents", "{number} incident", { number: total })
          : search.count("{number} results", "{number} result", { number: total })
      const isPart = how === "most" && total > 0
      const what = q && (isPart
        ? search.text("with most words of “{query}”; none has all", { query: search.short(q) })
        : search.text("for “{query}”", { query: search.short(q) }))
      return this.say(search.text("{sentence}.", { sentence: [number, what, named.join(", ")].filter(Boolean).join(" ") }))
    }

    renderChips() {
      const { make } = search
      const chips = Object.entries(this.state.filters).flatMap(([key, ids]) =>
        search.valuesOf(this.engine.legend, key, ids).map((value) => {
          const chip = make("button", { type: "button", class: "pm-chip", "aria-label": search.text("Remove {name}", { name: value.name }) }, value.name, make("span", { "aria-hidden": "true" }, "×"))
          chip.addEventListener("click", () => {
            this.toggle(key, value.id, false)
            this.input.focus()
          })
          return make("li", {}, chip)
        }))
      if (chips.length > 1) {
        const all = make("button", { type: "button", class: "pm-chip pm-chip--all" }, search.text("Remove all"))
        all.addEventListener("click", () => this.clear())
        chips.push(make("li", {}, all))
      }
      this.chips.replaceChildren(...chips)
      this.chips.hidden = !chips.length
      const count = Object.values(this.state.filters).flat().length
      if (this.fold) this.fold.querySelector("summary").textContent = count ? search.text("Filters ({number})", { number: count }) : search.text("Filters")
    }

    clear() {
      Object.keys(this.state.filters).forEach((key) => { this.state.filters[key] = [] })
      this.change()
      this.input.focus()
    }

    buildFacets() {
      const { make } = search
      const wide = matchMedia("(min-width: 60em)")
      this.boxes = []
      const groups = this.engine.legend.filters.map((filter, n) => {
        const rows = filter.values.map((value) => this.box(filter, value))
        const all = make("button", { type: "button", class: "pm-facet__all", hidden: true })
        const list = make("ul", { class: "pm-facet__values" }, ...rows.map((row) => row.item))
        const isOpen = n < 4 || this.state.filters[filter.key].length > 0
        const group = make("details", { class: "pm-facet", open: isOpen }, make("summary", {}, filter.heading), list, all)
        const entry = { filter, rows, group, all, isLong: false }
        all.addEventListener("click", () => {
          entry.isLong = !entry.isLong
          this.renderFacet(entry)
        })
        this.boxes.push(entry)
        return group
      })
      this.fold = make("details", { class: "pm-find__fold" }, make("summary", {}, search.text("Filters")), make("div", { role: "group", "aria-label": search.text("Filters") }, ...groups))
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

    renderFacets() {
      this.boxes.forEach((entry) => this.renderFacet(entry))
    }

    renderFacet({ filter, rows, group, all, isLong }) {
      const counts = this.answer.counts?.[filter.key]
      const chosen = this.state.filters[filter.key]
      let shown = 0
      let possible = 0
      rows.forEach(({ id, item, input, count }) => {
        const number = counts?.[id] ?? 0
        input.checked = chosen.includes(id)
        count.textContent = counts ? search.number(number) : ""
        const isPossible = input.checked || !this.answer.counts || number > 0
        possible += isPossible
        item.hidden = !isPossible || (!isLong && shown >= VALUES && !input.checked)
        shown += !item.hidden
      })
      group.hidden = !possible
      all.hidden = possible <= VALUES
      all.textContent = isLong ? search.text("Show fewer") : search.text("Show all {number}", { number: possible })
    }

    /** What else to try: where there is nothing, and where words are unknown. */
    async renderEmpty() {
      const { make } = search
      const { total, unknown = [] } = this.answer
      const { q, filters } = this.state
      const number = this.asked
      this.hint.replaceChildren()
      this.empty.replaceChildren()
      this.empty.hidden = total > 0
      const nearest = unknown.length ? await this.engine.nearest(q, unknown).catch(() => "") : ""
      if (number !== this.asked) return
      if (nearest) {
        const href = `${this.here.href}?${new URLSearchParams({ q: nearest })}`
        const [before, after] = search.text("Did you mean {query}?", { query: "\n" }).split("\n")
        this.hint.append(before, make("a", { class: "pm-link", href }, nearest), after)
      }
      const isFiltered = Object.values(filters).flat().length > 0
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
