/* Comforts for those who have JavaScript; every page can be read and browsed without it. */
(() => {
  "use strict"

  const pad = (number) => String(number).padStart(2, "0")

  /** Our words in the language of the site, which language.js has; without it they are English. */
  const LANGUAGE = { code: "en", thousands: ",", messages: {}, ...window.postmortemsLanguage }

  const number = (value) => value.toLocaleString("en").replaceAll(",", LANGUAGE.thousands)

  const fill = (pattern, values) =>
    pattern.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? number(values[name]) : values[name]))

  const text = (pattern, values = {}) => fill(LANGUAGE.messages[pattern] ?? pattern, values)

  /** What counts `values.number` things; the two forms are those of English. */
  const count = (many, one, values) => {
    const known = LANGUAGE.messages[many]
    if (!known) return fill(values.number === 1 ? one : many, values)
    return fill(known[new Intl.PluralRules(LANGUAGE.code).select(values.number)] ?? known.other, values)
  }

  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"]

  /** An instant, moved so that its UTC fields tell the reader's own time, unless UTC is asked for. */
  const moved = (iso, zone) => {
    const date = new Date(iso)
    return zone === "UTC" ? date : new Date(date.getTime() - date.getTimezoneOffset() * 60000)
  }

  const clock = (date) => `${pad(date.getUTCHours())}:${pad(date.getUTCMinutes())}`

  /** A day in words, as pages have it; day and month may be 0, where they are not known. */
  const dayInWords = (year, month, day, isLong) => {
    if (!month || !LANGUAGE.months) return [day || "", (MONTHS[month - 1] ?? "").slice(0, isLong ? 9 : 3), year].filter(Boolean).join(" ")
    const name = (isLong ? LANGUAGE.months : LANGUAGE.shortMonths)[month - 1]
    return fill(day ? (isLong ? LANGUAGE.longDay : LANGUAGE.day) : LANGUAGE.month, { day: String(day), month: name, year: String(year), number: String(month) })
  }

  const day = (date, isLong) => dayInWords(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), isLong)

  /** The line that names a moment's day; it is made where its author had no need of one. */
  const dayOf = (item) => {
    const name = item.matches(".pm-event") ? "pm-event__day" : "pm-time__day"
    let line = item.querySelector(`.${name}`)
    if (!line) {
      line = document.createElement("span")
      line.className = name
      if (item.matches(".pm-event")) item.querySelector(".pm-event__clock").before(line)
      else item.querySelector("dd").append(line)
    }
    line.dataset.written ??= line.textContent
    return line
  }

  /** Show the moments of one list by another clock, each with its day where it changes; `written` brings them back. */
  const tell = (list, zone) => {
    const suffix = list.matches(".pm-times") ? { UTC: " UTC", mine: ` ${text("your time")}` }[zone] : ""
    let last = ""
    list.querySelectorAll(".pm-event, .pm-time").forEach((item) => {
      const time = item.querySelector("time.pm-event__clock, dd > time")
      if (!time) return
      const line = dayOf(item)
      time.dataset.written ??= time.textContent
      if (zone === "written") {
        time.textContent = time.dataset.written
        line.textContent = line.dataset.written
      } else {
        const start = moved(time.dateTime, zone)
        const end = time.dataset.pmUntil ? `–${clock(moved(time.dataset.pmUntil, zone))}` : ""
        const about = time.dataset.written.startsWith("~") ? "~" : ""
        const today = day(start, item.matches(".pm-event"))
        time.textContent = about + clock(start) + end + suffix
        line.textContent = today === last ? "" : today
        last = today
      }
      line.hidden = !line.textContent
    })
  }

  /** Let the reader choose whose clock a timeline shows. */
  const offerZones = (timeline) => {
    const note = timeline.querySelector(".pm-timeline__note")
    const own = timeline.dataset.pmZones || text("As written")
    const mine = Intl.DateTimeFormat().resolvedOptions().timeZone || text("Mine")
    const choices = [["written", own], ["UTC", "UTC"], ["mine", mine]]
      .filter(([key, name], n, all) => all.findIndex((other) => other[1] === name) === n)
    if (choices.length < 2 || !note) return
    const group = document.createElement("span")
    group.className = "pm-zones"
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", text("Time zone"))
    const choose = (key) => {
      document.querySelectorAll(".pm-events, .pm-times").forEach((list) => tell(list, key))
      group.querySelectorAll("button").forEach((b) => b.setAttribute("aria-pressed", String(b.value === key)))
    }
    choices.forEach(([key, name]) => {
      const button = document.createElement("button")
      button.type = "button"
      button.value = key
      button.textContent = name
      button.addEventListener("click", () => choose(key))
      group.append(button)
    })
    const zone = note.querySelector("[data-pm-zone]")
    if (zone) zone.replaceWith(group)
    else note.prepend(group)
    choose("written")
  }

  /** Show the rows of an index that contain what is typed. */
  const offerFilter = (table) => {
    const rows = [...table.tBodies[0].rows]
    if (rows.length < 8) return
    const field = document.createElement("input")
    field.type = "search"
    field.className = "pm-filter"
    field.placeholder = table.dataset.pmIndex
    field.setAttribute("aria-label", table.dataset.pmIndex)
    const texts = rows.map((row) => row.cells[0].textContent.toLowerCase())
    const said = document.createElement("p")
    said.className = "pm-note pm-filter__said"
    said.setAttribute("role", "status")
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean)
      rows.forEach((row, n) => { row.hidden = !words.every((word) => texts[n].includes(word)) })
      const isEmpty = rows.every((row) => row.hidden)
      said.textContent = isEmpty ? text("Nothing here has “{words}” in its name.", { words: field.value.trim() }) : ""
      table.hidden = isEmpty
    })
    table.before(field, said)
  }

  /** Sort an index by the column whose head is pressed. */
  const offerSort = (table) => {
    table.querySelectorAll("th[data-pm-sort]").forEach((head) => {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "pm-sort"
      button.textContent = head.textContent
      head.replaceChildren(button)
      button.addEventListener("click", () => sort(table, head))
    })
  }

  const sort = (table, head) => {
    const isNumber = head.dataset.pmSort === "number"
    const down = head.getAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : isNumber
    const value = (row) => {
      const cell = row.cells[head.cellIndex]
      const text = cell.dataset.value ?? cell.textContent.trim()
      return isNumber ? Number(text) || 0 : text.toLowerCase()
    }
    const order = (a, b) => (isNumber ? value(a) - value(b) : value(a).localeCompare(value(b)))
    const rows = [...table.tBodies[0].rows].sort((a, b) => (down ? -order(a, b) : order(a, b)))
    table.tBodies[0].append(...rows)
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"))
    head.setAttribute("aria-sort", down ? "descending" : "ascending")
  }

  /** On a phone the facts are folded, so that the text is near; on a wide screen and on paper they are beside it. */
  const fold = (details) => {
    const narrow = matchMedia("screen and (max-width: 59.9375em)")
    let isPrinted = false
    const set = () => { details.open = isPrinted || !narrow.matches }
    details.dataset.pmFold = "set"
    narrow.addEventListener("change", set)
    // A sheet is as narrow as a phone while a browser makes it, which may be before it says that it is paper.
    addEventListener("beforeprint", () => { isPrinted = true; set() })
    addEventListener("afterprint", () => { isPrinted = false; set() })
    set()
  }

  /** An open menu closes at Escape, and when the reader goes elsewhere. */
  const offerMenu = (menu) => {
    const close = () => { menu.open = false }
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return
      close()
      menu.querySelector("summary").focus()
    })
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close() })
    document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close() })
  }

  /** A command can be taken along with one press; where the browser has no clipboard, it can be selected. */
  const offerCopy = (code) => {
    if (!navigator.clipboard || code.pmOffered) return
    code.pmOffered = true
    const button = document.createElement("button")
    button.type = "button"
    button.className = "pm-copy"
    button.textContent = text("Copy")
    button.addEventListener("click", () => navigator.clipboard.writeText(code.textContent).then(() => {
      button.textContent = text("Copied")
      setTimeout(() => { button.textContent = text("Copy") }, 2000)
    }))
    code.parentElement.append(button)
  }

  /** The rows of the further pages of a list of actions; none where pages cannot be read, as from a folder. */
  const furtherRows = async (links) => {
    const pages = await Promise.all(links.map((link) => fetch(link.href).then((answer) => answer.text())))
    return pages.flatMap((page, n) => {
      const made = new DOMParser().parseFromString(page, "text/html")
      made.querySelectorAll("a[href]").forEach((link) => { link.href = new URL(link.getAttribute("href"), links[n].href).href })
      return [...made.querySelectorAll("tr[data-pm-state]")]
    })
  }

  /** Narrow a list of actions to an owner, a team, a service, a state, an age, or whatever its address says. */
  const offerNarrowing = (form) => {
    const tables = [...document.querySelectorAll("[data-pm-sortable]")]
    const said = form.querySelector(".pm-narrow__said")
    const pages = document.querySelector(".pm-pages")
    const chosen = new URLSearchParams(location.search)
    const today = Date.parse(form.dataset.pmNarrow)
    let loading = null
    const rows = () => tables.flatMap((table) => [...table.tBodies[0].rows])
    const fits = (row) => [...chosen].every(([key, value]) => {
      if (!value) return true
      if (key === "owner") return row.dataset.pmOwner === value
      if (key === "state") return row.dataset.pmState.split(" ").includes(value)
      if (key === "age") return row.dataset.pmDate && (today - Date.parse(row.dataset.pmDate)) / 864e5 > Number(value)
      return row.dataset.pmCut.split(" ").includes(`${key}:${value}`)
    })
    const isNarrow = () => [...chosen.values()].some(Boolean)
    const show = () => {
      const all = rows()
      all.forEach((row) => { row.hidden = !fits(row) })
      tables.forEach((table) => { table.closest("section").hidden = [...table.tBodies[0].rows].every((row) => row.hidden) })
      if (pages) pages.hidden = isNarrow()
      const shown = all.filter((row) => !row.hidden).length
      const others = [...chosen].filter(([key, value]) => value && !form.elements[key]).map(([key, value]) => `${key}: ${value}`)
      said.textContent = !isNarrow() ? "" : [shown
        ? text("{shown} of {total} shown", { shown: number(shown), total: number(all.length) })
        : text("No open action fits. Choose less."), ...others].join(" · ")
    }
    /** Rows of further pages go to the table of their state; a table that this page lacks is that of the last. */
    const add = (more) => more.forEach((row) => {
      const id = ["overdue", "unstated"].find((state) => row.dataset.pmState.split(" ").includes(state)) ?? "open"
      const table = document.querySelector(`section[aria-labelledby="${id}"] table`) ?? tables.at(-1)
      if (table) table.tBodies[0].append(row)
    })
    const narrow = async () => {
      if (isNarrow() && pages) {
        loading ??= furtherRows([...pages.querySelectorAll("a[href]")]).then(add, () => {})
        await loading
      }
      show()
    }
    ;[...chosen].forEach(([key, value]) => { if (form.elements[key]) form.elements[key].value = value })
    form.addEventListener("change", (event) => {
      if (event.target.value) chosen.set(event.target.name, event.target.value)
      else chosen.delete(event.target.name)
      history.replaceState(history.state, "", chosen.size ? `?${chosen}` : location.pathname)
      narrow()
    })
    form.hidden = false
    tables.forEach(offerSort)
    narrow()
  }

  /** A definition that is in the way goes with Escape. */
  const quiet = (item) => {
    item.addEventListener("keydown", (event) => {
      if (event.key === "Escape") item.setAttribute("data-pm-quiet", "")
    })
    item.addEventListener("pointerleave", () => item.removeAttribute("data-pm-quiet"))
    item.addEventListener("focusout", () => item.removeAttribute("data-pm-quiet"))
  }

  /** The theme's search is a dialog without a name, and each of its code blocks a landmark without one. */
  const nameLandmarks = () => {
    document.querySelectorAll('.md-search[role="dialog"]:not([aria-label])')
      .forEach((search) => search.setAttribute("aria-label", text("Search")))
    if (!document.querySelector(".pm-tabs")) return
    document.querySelectorAll(".md-content .md-code__nav")
      .forEach((nav, n) => nav.setAttribute("aria-label", text("Code block {number}", { number: n + 1 })))
    focusScrolled()
  }

  /** Who has no pointer scrolls what is too wide by keys; in a narrower window, that is more. */
  const focusScrolled = () => {
    if (!document.querySelector(".pm-tabs")) return
    document.querySelectorAll(".md-typeset__scrollwrap, .md-content pre > code")
      .forEach((part) => { if (part.scrollWidth > part.clientWidth && !part.hasAttribute("tabindex")) part.tabIndex = 0 })
  }
  window.addEventListener("resize", focusScrolled)

  /** Scripts of search and comparison are loaded when somebody wants them, and once. */
  const scripts = new Map()
  const beside = document.currentScript.src
  const load = (name) => {
    if (!scripts.has(name)) {
      const script = document.createElement("script")
      script.src = new URL(`${name}.js`, beside).href
      script.async = false
      const loading = new Promise((resolve, reject) => {
        Object.assign(script, { onload: resolve, onerror: () => reject(new Error(`${script.src} could not be loaded.`)) })
      })
      loading.catch(() => scripts.delete(name)) // so that the next try is one
      scripts.set(name, loading)
      document.head.append(script)
    }
    return scripts.get(name)
  }
  Object.assign((window.postmortemsSearch ??= {}), { load, offerCopy, text, count, number, dayInWords })
  const loadSearch = (name) => Promise.all(["search-tokens", "search-operators", "search-rows", "search-engine", "search-hits", name].map(load))

  /** Where pages are swapped without being loaded, the header stays, and its addresses have to stay what they were. */
  const fix = (field) => {
    const form = field.querySelector("form")
    const link = field.parentElement.querySelector(".pm-search-link")
    field.dataset.pmEngine = new URL(field.dataset.pmEngine, document.baseURI).href
    form.action = form.action // an absolute address, when it is read
    if (link) link.href = link.href
  }

  /** Swapped pages keep the header: where it is not the one of the folder they are in, it has to be loaded after all. */
  let scope = null
  const keepField = () => {
    const mark = document.querySelector("template[data-pm-scope]")
    if (!mark) return
    const isSwapped = Boolean(scope)
    scope ??= new URL(mark.dataset.pmScope, document.baseURI).href
    const isInside = location.href.startsWith(scope)
    const isOurs = Boolean(document.querySelector(".pm-search--header"))
    if (isSwapped && isInside !== isOurs) location.reload()
  }

  /** A field wakes when it gets the focus. */
  const offerSearch = (field) => {
    if (field.dataset.pmSearch === "page" || field.dataset.pmOffered) return
    field.dataset.pmOffered = ""
    fix(field)
    const input = field.querySelector("input")
    const wake = () => loadSearch("search-field").then(() => window.postmortemsSearch.field(field))
    if (document.activeElement === input) return wake()
    input.addEventListener("focus", wake, { once: true })
    const prepare = () => loadSearch("search-field").then(() => window.postmortemsSearch.prepare(field)).catch(() => {})
    field.addEventListener("pointerenter", prepare, { once: true })
    // Who opens the first page is likely to search: what that needs is loaded when nothing else is to be done.
    if (field.dataset.pmSearch === "hero" && !navigator.connection?.saveData) whenIdle(prepare)
  }

  const whenIdle = (act) => {
    const wait = () => (window.requestIdleCallback ?? setTimeout)(act, { timeout: 2000 })
    if (document.readyState === "complete") wait()
    else addEventListener("load", wait, { once: true })
  }

  /** The page of the search is one that somebody came to search on. */
  const offerSearchPage = (page) => {
    loadSearch("search-page").then(() => window.postmortemsSearch.page(page))
    if (matchMedia("(hover: hover)").matches) page.querySelector("input").focus()
  }

  const offerComparing = (page) => {
    Promise.all(["similar", "similar-sheets", "recovery-card", "similar-page"].map(load)).then(() => window.postmortemsSearch.compare(page))
  }

  /** A replay begins at its address, whether that is followed on the page or opened from elsewhere. */
  const offerReplay = () => {
    if (location.hash === "#replay" && document.querySelector(".pm-replay")) load("replay").then(() => window.postmortemsReplay())
  }

  /** What the reader has seen and read is known to this browser alone; first and last it forgets what is gone. */
  const offerKept = async () => {
    const { forgetOthers, forgetGone } = window.postmortemsKept
    forgetOthers()
    const has = (attribute) => document.querySelector(`[${attribute}]`) !== null
    if (has("data-pm-path")) await load("reading-path").then(() => window.postmortemsReading())
    if (has("data-pm-text")) await load("visits").then(() => window.postmortemsVisits(), () => {})
    await forgetGone()
  }

  const isWriting = (element) => element.matches("input, textarea, select, [contenteditable]") || element.isContentEditable

  /** `/` and Ctrl-K or Cmd-K lead to the field that is in sight, and where there is none, to the search's page. */
  const seek = (event) => {
    const isKey = (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey)
      || (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target))
    if (!isKey) return
    const fields = [...document.querySelectorAll("[data-pm-search] input")]
    const link = document.querySelector(".pm-search-link")
    const inSight = fields.filter((field) => field.checkVisibility?.() ?? field.offsetParent)
    const field = inSight.find((one) => one.closest(".pm-page") && one.getBoundingClientRect().bottom > 60) ?? inSight[0]
    if (!field && !link) return
    event.preventDefault()
    if (!field) return link.click()
    field.focus()
    field.select()
  }

  const start = () => {
    nameLandmarks()
    keepField()
    document.querySelectorAll("[data-pm-search]").forEach(offerSearch)
    document.querySelectorAll("[data-pm-find]").forEach(offerSearchPage)
    document.querySelectorAll("[data-pm-similar-base]").forEach(offerComparing)
    document.querySelectorAll(".pm-body, .md-content__inner").forEach((body) => {
      new MutationObserver(nameLandmarks).observe(body, { childList: true, subtree: true })
    })
    document.querySelectorAll("[data-pm-zones]").forEach(offerZones)
    document.querySelectorAll("[data-pm-index]").forEach((table) => { offerFilter(table); offerSort(table) })
    document.querySelectorAll("[data-pm-narrow]").forEach(offerNarrowing)
    document.querySelectorAll("[data-pm-menu]").forEach(offerMenu)
    document.querySelectorAll("[data-pm-fold]").forEach(fold)
    document.querySelectorAll("[data-pm-copy]").forEach(offerCopy)
    document.querySelectorAll(".pm-term").forEach(quiet)
    offerReplay()
    if (document.querySelector("[data-pm-readers], [data-pm-path], [data-pm-text]")) load("kept").then(offerKept, () => {})
  }

  /** MkDocs' own theme takes `q` for a question to its search, and would open that above the page of ours. */
  const startAlone = () => {
    const isAsked = document.querySelector("[data-pm-find], [data-pm-similar-base]") && location.search
    if (!isAsked || document.readyState !== "loading") return start()
    const asked = location.href
    history.replaceState(history.state, "", location.pathname)
    document.addEventListener("DOMContentLoaded", () => { // behind the theme, which listens since before
      history.replaceState(history.state, "", asked)
      start()
    })
  }

  document.addEventListener("keydown", seek)
  addEventListener("hashchange", offerReplay)
  if (location.protocol === "file:") load("files")

  // Material swaps pages without loading them when instant navigation is on, and says so here.
  if (typeof document$ === "undefined") startAlone()
  else document$.subscribe(start)
})()
