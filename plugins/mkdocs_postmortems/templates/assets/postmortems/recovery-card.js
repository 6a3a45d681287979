/* The card "This worked last time" of a result: what ended it, and apart from that what was promised since.
   Its data is what `recovery_data` in Python writes. Text becomes text nodes; nothing here writes markup. */
(() => {
  "use strict"

  const search = window.postmortemsSearch

  const element = (name, className, text) => {
    const made = document.createElement(name)
    if (className) made.className = className
    if (text) made.textContent = text
    return made
  }

  const command = (text) => {
    const block = element("div", "pm-command")
    const code = element("code", "", text)
    code.tabIndex = 0 // it may be scrolled
    block.append(code)
    search.offerCopy(code)
    return block
  }

  const promise = ([key, state, text]) => {
    const item = element("li")
    item.append(element("span", `pm-state pm-state--${key === "overdue" ? "open pm-state--overdue" : key}`, state), ` ${text}`)
    return item
  }

  const facts = (data) => {
    const list = element("ul", "pm-worked__facts")
    if (data.took) list.append(element("li", "", data.took))
    if (data.needed) {
      const names = data.needed.map(([name, role]) => (role ? `${name} (${role})` : name))
      list.append(element("li", "", `${search.text("Needed:")} ${names.join(", ")}`))
    }
    return list
  }

  const since = (data) => {
    const part = element("div", "pm-worked__since")
    part.append(element("p", "pm-note", `${search.text("Promised since:")} ${data.promised.join(", ")}`))
    const list = element("ul", "pm-promises")
    list.append(...(data.promises ?? []).map(promise))
    part.append(list)
    return part
  }

  /** The card of a result's data; nothing for data without one. */
  search.recovery = (data, level = "h3") => {
    if (!data) return null
    const card = element("div", "pm-worked")
    card.append(element(level, "pm-worked__title", search.text("This worked last time")))
    for (const sentence of data.text ?? []) card.append(element("p", "pm-worked__text", sentence))
    if (!data.text) card.append(element("p", "pm-worked__text pm-worked__nothing", search.text("Nothing is written about what ended it.")))
    card.append(...(data.commands ?? []).map(command))
    if (data.source) card.append(element("p", "pm-note", data.source))
    if (data.took || data.needed) card.append(facts(data))
    if (data.promised) card.append(since(data))
    return card
  }
})()
