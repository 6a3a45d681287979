/* A drill: the timeline of the page, one step after the other, for somebody who does not know how it ended.
   Its data is the timeline that the page has; nothing is loaded, and nothing that is typed leaves the page. */
(() => {
  "use strict"

  const { text } = window.postmortemsSearch
  const ADDRESS = "#replay"
  const ACTIVE = "pm-replaying"

  const element = (name, className, content) => {
    const made = document.createElement(name)
    if (className) made.className = className
    if (content) made.textContent = content
    return made
  }

  const button = (words, key, act) => {
    const made = element("button", "pm-replay__button", words)
    made.type = "button"
    if (key) {
      made.append(" ", element("kbd", "", key))
      made.setAttribute("aria-keyshortcuts", key === "→" ? "ArrowRight" : key === "←" ? "ArrowLeft" : key)
    }
    made.addEventListener("click", act)
    return made
  }

  /** Events in groups: each begins with one that is asked for, but the first, which is how one is alerted. */
  const readSteps = (events) => {
    const steps = [{ events: [] }]
    events.forEach((event) => {
      if (event.dataset.pmReplay === "asked") steps.push({ events: [], since: event.dataset.pmSince, minutes: Number(event.dataset.pmMinutes ?? 0) })
      steps.at(-1).events.push(event)
    })
    return steps
  }

  /** What the timeline says of an event, without marks that are for the eye beside others. */
  const copyEvent = (event) => {
    const item = element("li", "pm-replay__event")
    const clock = event.querySelector(".pm-event__clock").textContent
    if (clock) item.append(element("span", "pm-replay__clock", clock))
    const body = event.querySelector(".pm-event__text").cloneNode(true)
    body.className = "pm-replay__text"
    body.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"))
    item.append(body)
    return item
  }

  const listEvents = (events) => {
    const list = element("ol", "pm-replay__events")
    list.append(...events.map(copyEvent))
    return list
  }

  const later = (step) => (step.since ? text("{duration} later", { duration: step.since }) : text("Then"))

  /** The room that a wait takes, in rem: a minute and a night differ, and both fit on a screen. */
  const waited = (minutes) => (Math.log2(1 + minutes) / 3).toFixed(2)

  /** What a facilitator may ask; others for each step, so that nobody hears the same again and again. */
  const PROMPTS = () => [
    [text("What do you know, and what do you assume?"), text("What would you look at first, and why?")],
    [text("What would tell you that you are wrong?"), text("Who else should know of this now?")],
    [text("What is the worst that this could still become?"), text("What could you undo within a minute?")],
    [text("What would you tell customers at this moment?"), text("What did you expect to see, and did not?")],
  ]

  class Replay {
    constructor(section, article) {
      this.section = section
      this.article = article
      const events = [...article.querySelectorAll(".pm-event[data-pm-replay]")]
      this.steps = readSteps(events.filter((one) => one.dataset.pmReplay !== "before"))
      this.before = events.filter((one) => one.dataset.pmReplay === "before")
      this.answers = []
      this.shown = 0
      this.isFacilitated = false
      this.build()
    }

    build() {
      const head = element("header", "pm-replay__head")
      this.title = element("h1", "pm-replay__title", text("What would you do?"))
      this.title.tabIndex = -1
      const scene = [this.section.dataset.pmDay, this.section.dataset.pmServices].filter(Boolean).join(" · ")
      this.view = button(text("Facilitator’s view"), "f", () => this.facilitate())
      this.view.setAttribute("aria-pressed", "false")
      const tools = element("div", "pm-replay__tools")
      tools.append(this.view, button(text("Print as a sheet"), "", () => print()), button(text("Leave"), "Esc", () => this.leave()))
      head.append(element("p", "pm-replay__scene", scene), this.title, tools)
      this.said = element("p", "pm-replay__said")
      this.log = element("ol", "pm-replay__log")
      this.log.setAttribute("aria-live", "polite")
      this.ask = element("div", "pm-replay__ask")
      this.aside = element("aside", "pm-replay__aside")
      this.aside.setAttribute("aria-label", text("Facilitator’s view"))
      this.section.dataset.pmReady = "" // from here on the class hides the page, and leaving shows it
      this.section.replaceChildren(head, this.said, this.log, this.ask, this.aside)
    }

    open() {
      document.documentElement.classList.add(ACTIVE)
      this.section.hidden = false
      this.pageTitle = document.title
      document.title = text("What would you do?")
      this.show(Math.max(this.shown, 1))
      this.title.focus()
      scrollTo(0, 0)
    }

    leave() {
      if (this.section.hidden) return
      document.documentElement.classList.remove(ACTIVE)
      this.section.hidden = true
      document.title = this.pageTitle
      history.replaceState(history.state, "", location.pathname + location.search)
      this.article.querySelector("[data-pm-replay-start]")?.focus()
    }

    get isDone() {
      return this.shown >= this.steps.length
    }

    next() {
      if (this.isDone) return
      this.keep()
      this.show(this.shown + 1)
      this.log.lastElementChild.scrollIntoView({ block: "nearest" })
      ;(this.go ?? this.title).focus({ preventScroll: true })
      if (this.isDone) this.ask.scrollIntoView({ block: "nearest" })
    }

    back() {
      if (this.shown < 2) return
      this.keep()
      this.show(this.shown - 1)
      this.go.focus({ preventScroll: true })
    }

    facilitate() {
      this.isFacilitated = !this.isFacilitated
      this.view.setAttribute("aria-pressed", String(this.isFacilitated))
      this.fillAside()
    }

    keep() {
      if (this.field) this.answers[this.shown] = this.field.value.trim()
    }

    show(number) {
      this.shown = number
      this.log.replaceChildren(...this.steps.slice(0, number).map((step, place) => this.entry(step, place)))
      this.said.textContent = text("Step {number} of {total}", { number, total: this.steps.length })
      this.ask.replaceChildren(...(this.isDone ? this.end() : this.question()))
      this.fillAside()
    }

    entry(step, place) {
      const item = element("li", "pm-replay__step")
      const answer = this.answers[place]
      item.style.setProperty("--pm-wait", `${waited(step.minutes ?? 0)}rem`)
      if (place) item.append(element("p", "pm-replay__later", later(step)))
      else item.append(element("p", "pm-replay__later", text("This is what you see")))
      if (answer) item.append(element("p", "pm-replay__answer", text("You: {answer}", { answer })))
      item.append(listEvents(step.events))
      return item
    }

    question() {
      const label = element("label", "pm-replay__label", text("What would you do next?"))
      this.field = element("textarea", "pm-replay__field")
      this.field.rows = 2
      this.field.value = this.answers[this.shown] ?? ""
      label.append(this.field)
      this.go = button(text("What happened next"), "→", () => this.next())
      this.go.classList.add("pm-replay__button--next")
      const row = element("div", "pm-replay__tools")
      row.append(this.go)
      if (this.shown > 1) row.append(button(text("Back"), "←", () => this.back()))
      return [label, row]
    }

    /** How it ended, and what nobody knew: copies of what the page says of it. */
    end() {
      this.field = null
      const parts = [element("h2", "pm-replay__end", text("That is where the timeline ends"))]
      if (this.before.length) parts.push(element("p", "pm-replay__later", text("What nobody knew yet")), listEvents(this.before))
      const card = this.article.querySelector(".pm-worked")
      const factors = this.article.querySelector(".pm-short ul")
      for (const [heading, part] of [[text("What ended it"), card], [text("What contributed"), factors]]) {
        if (!part) continue
        const copy = part.cloneNode(true)
        copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"))
        copy.removeAttribute("aria-labelledby")
        copy.querySelector("h2")?.remove()
        parts.push(element("p", "pm-replay__later", heading), copy)
      }
      this.go = button(text("Read the postmortem"), "Esc", () => this.leave())
      this.go.classList.add("pm-replay__button--next")
      parts.push(this.go)
      return parts
    }

    fillAside() {
      this.aside.hidden = !this.isFacilitated || this.isDone
      if (this.aside.hidden) return
      const step = this.steps[this.shown]
      const prompts = element("ul", "pm-replay__prompts")
      prompts.append(...PROMPTS()[(this.shown - 1) % PROMPTS().length].map((words) => element("li", "", words)))
      this.aside.replaceChildren(
        element("p", "pm-replay__later", text("Ask")), prompts,
        element("p", "pm-replay__later", `${text("Coming up")}: ${later(step)}`), listEvents(step.events))
    }

    /** On paper: first what participants see with room to write, then on a page of its own what happened. */
    makeSheet() {
      const sheet = element("div", "pm-replay__sheet")
      const steps = element("ol", "pm-replay__questions")
      this.steps.slice(1).forEach((step, place) => {
        const item = element("li", "", place ? `${later(this.steps[place])}. ` : "")
        item.append(text("What would you do next?"), element("div", "pm-replay__lines"))
        steps.append(item)
      })
      const answers = element("section", "pm-replay__answers")
      answers.append(element("h2", "", text("For the facilitator")))
      this.steps.slice(1).forEach((step, place) => {
        answers.append(element("p", "pm-replay__later", `${place + 1}. ${later(step)}`), listEvents(step.events))
      })
      if (this.before.length) answers.append(element("p", "pm-replay__later", text("What nobody knew yet")), listEvents(this.before))
      sheet.append(element("p", "pm-replay__later", text("This is what you see")), listEvents(this.steps[0].events), steps, answers)
      this.section.append(sheet)
      return sheet
    }
  }

  let replay = null

  const isWriting = (target) => target.matches?.("input, textarea, select, [contenteditable]")

  const press = (event) => {
    if (!replay || replay.section.hidden || event.altKey || event.ctrlKey || event.metaKey) return
    if (event.key === "Escape") return replay.leave()
    if (isWriting(event.target)) return
    const act = { ArrowRight: () => replay.next(), ArrowLeft: () => replay.back(), f: () => replay.facilitate() }[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  let sheet = null
  addEventListener("beforeprint", () => { if (replay && !replay.section.hidden) sheet = replay.makeSheet() })
  addEventListener("afterprint", () => { sheet?.remove(); sheet = null })
  document.addEventListener("keydown", press)

  /** Begin where the page has a timeline to replay; once on a page, which may be swapped for another. */
  window.postmortemsReplay = () => {
    const section = document.querySelector(".pm-replay")
    if (!section || location.hash !== ADDRESS) return
    if (replay?.section !== section) replay = new Replay(section, section.closest(".pm-article"))
    replay.open()
  }
})()
