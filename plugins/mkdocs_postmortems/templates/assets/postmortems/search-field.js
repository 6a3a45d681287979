/* The field in the header and on the first page: results as one types, and the keyboard alone is enough. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})
  const SHOWN = 6
  const PAUSE = 30
  const LONG_PAUSE = 250 // while there are so few letters that they fit nearly every document
  let fields = 0

  class Field {
    constructor(root) {
      this.root = root
      this.input = root.querySelector("input")
      this.form = root.querySelector("form")
      this.address = search.addressOf(root)
      this.asked = 0
      this.ask = search.inTurn(() => this.answer())
      this.build(`pm-search-${(fields += 1)}`)
      this.listen()
      this.engine = search.open(this.address)
      this.engine.catch(() => this.say(search.text("The search could not be loaded.")))
      if (this.input.value) this.ask()
    }

    build(id) {
      const { make } = search
      this.list = make("div", { id, role: "listbox", "aria-label": search.text("Results"), class: "pm-search__list", tabindex: "0" })
      this.status = make("p", { role: "status", class: "pm-search__status" })
      this.panel = make("div", { class: "pm-search__panel", hidden: true }, this.status, this.list)
      this.root.append(this.panel)
      const combobox = { role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list", "aria-haspopup": "listbox" }
      Object.entries(combobox).forEach(([name, value]) => this.input.setAttribute(name, value))
    }

    listen() {
      this.input.addEventListener("input", () => {
        this.isClosed = false
        clearTimeout(this.timer)
        this.timer = setTimeout(this.ask, this.input.value.trim().length < 4 ? LONG_PAUSE : PAUSE)
      })
      this.input.addEventListener("focus", () => { if (this.list.children.length) this.show(true) })
      this.input.addEventListener("keydown", (event) => this.press(event))
      this.root.addEventListener("focusout", (event) => { if (!this.root.contains(event.relatedTarget)) this.show(false) })
      this.panel.addEventListener("pointerdown", (event) => event.preventDefault())
    }

    press(event) {
      if (event.isComposing) return
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step && this.list.children.length) {
        event.preventDefault()
        this.show(true)
        this.move(step)
      } else if (event.key === "Enter" && this.active) {
        event.preventDefault()
        this.active.click()
      } else if (event.key === "Escape") {
        event.preventDefault()
        clearTimeout(this.timer)
        if (this.panel.hidden) this.input.blur()
        this.show(false)
        this.isClosed = true // an answer that is still on its way does not open it again
      }
    }

    move(step) {
      const options = [...this.list.children]
      const now = options.indexOf(this.active)
      const next = now < 0 && step < 0 ? options.length - 1 : now + step
      this.activate(options[next] ?? null)
    }

    activate(option) {
      this.active?.setAttribute("aria-selected", "false")
      this.active = option
      option?.setAttribute("aria-selected", "true")
      option?.scrollIntoView({ block: "nearest" })
      if (option) this.input.setAttribute("aria-activedescendant", option.id)
      else this.input.removeAttribute("aria-activedescendant")
    }

    show(isShown) {
      this.panel.hidden = !isShown
      this.input.setAttribute("aria-expanded", String(isShown && this.list.children.length > 0))
      if (!isShown) this.activate(null)
    }

    say(text) {
      this.status.textContent = text
      if (!this.isClosed) this.show(true)
    }

    async answer() {
      const q = this.input.value
      const number = (this.asked += 1)
      if (!q.trim()) {
        this.list.replaceChildren()
        return this.show(false)
      }
      try {
        const engine = await search.patiently(this.engine, () => this.say(search.text("Loading the index …")))
        const { rest, ...narrowing } = search.readOperators(q, engine.legend)
        const answer = await search.patiently(engine.ask({ q: rest, narrowing }), () => number === this.asked && this.say(search.text("Searching …")))
        const hits = await Promise.all(answer.hits.slice(0, SHOWN).map((hit) => hit()))
        if (number !== this.asked || document.activeElement !== this.input) return
        this.render(q, engine.legend, answer, hits, engine.note)
        answer.more?.then(() => number === this.asked && this.ask())
      } catch (error) {
        this.say(search.text("The search could not be loaded."))
        console.warn(error)
      }
    }

    render(q, legend, answer, hits, note) {
      const { make } = search
      const all = `${this.form.action}?${new URLSearchParams({ q })}`
      const option = (href, name, ...children) =>
        make("a", { role: "option", href, class: `pm-search__option ${name}`, tabindex: "-1", "aria-selected": "false" }, ...children)
      const values = this.values(q, legend).map(([filter, value]) =>
        option(`${this.form.action}?${new URLSearchParams({ [filter.key]: value.id })}`, "pm-search__value", make("span", {}, value.name), make("span", { class: "pm-search__what" }, filter.heading)))
      const operators = search.completions(q, legend).map(([whole, shown, what]) => {
        const made = option(`${this.form.action}?${new URLSearchParams({ q: whole })}`, "pm-search__value", make("code", {}, shown), make("span", { class: "pm-search__what" }, what))
        made.addEventListener("click", (event) => this.complete(event, whole))
        return made
      })
      const found = hits.map((hit) => option(hit.url, "pm-hit", ...search.describe(hit, legend)))
      const more = option(all, "pm-search__all", answer.total > hits.length ? search.count("All {number} results", "All {number} result", { number: answer.total }) : search.text("Open in the search"))
      const page = (child) => child?.href.split("#")[0] // more letters may lead to another section of the same page
      const chosen = page(this.active)
      this.active = null
      this.list.replaceChildren(...operators, ...values, ...found, more)
      const options = [...this.list.children]
      options.forEach((child, n) => { child.id = `${this.list.id}-${n}` })
      this.activate(options.find((child) => page(child) === chosen) ?? null) // the answer to the last letters may come late
      const like = answer.how === "like" && answer.total && !search.isPasted(q)
      this.status.textContent = !answer.total ? search.text("Nothing found for “{query}”.", { query: search.short(q.trim()) })
        : answer.corrected ? search.text("Showing results for “{query}”.", { query: answer.corrected })
          : like ? search.text("Nothing has all of these words. These are most like them.")
            : search.count("{number} results", "{number} result", { number: answer.total })
      this.status.classList.toggle("pm-hidden", answer.total > 0 && !like && !answer.corrected)
      if (note && !this.note) this.panel.append((this.note = make("p", { class: "pm-search__note" }, note)))
      if (!this.isClosed) this.show(true)
    }

    /** Put an operator into the field, and go on typing; opened elsewhere it is a search. */
    complete(event, whole) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      this.input.value = whole
      this.activate(null)
      this.input.focus()
      this.ask()
    }

    /** Names of services, factors and the like that begin as what is typed. */
    values(q, legend) {
      const wanted = search.folded(q.trim())
      if (wanted.length < 2) return []
      const begins = (name) => search.folded(name).startsWith(wanted)
      return legend.filters
        .filter((filter) => filter.suggested)
        .flatMap((filter) => filter.values.filter((value) => [value.id, value.name, ...(value.also ?? [])].some(begins)).map((value) => [filter, value]))
        .slice(0, 3)
    }
  }

  /** Load what answers, before it is asked. */
  search.prepare = (root) => search.open(search.addressOf(root))

  search.field = (root) => { if (!root.pmField) root.pmField = new Field(root) }
})()
