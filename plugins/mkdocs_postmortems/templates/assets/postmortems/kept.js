/* Forgets what this browser has kept of other audiences, and of pages that are no longer here: whoever sits here now may
   not be told of them. */
(() => {
  "use strict"

  const READERS = document.querySelector("[data-pm-readers]")?.dataset.pmReaders
  const PREFIXES = ["postmortems-seen", "postmortems-read"]
  const LIST = new URL("pages.json", document.currentScript.src)
  const ROOT = new URL("../../", LIST)

  /** Call something with each store of the browser that may be used. */
  const eachStore = (act) => [() => localStorage, () => sessionStorage].forEach((store) => {
    try {
      act(store())
    } catch { /* Nothing may be stored here, or something else is. */ }
  })

  const ours = (store) => Object.keys(store).filter((key) => PREFIXES.some((prefix) => key.startsWith(prefix)))

  /** One address may serve the sites of several audiences. */
  const keyOf = (prefix) => READERS ? `${prefix}:${READERS}` : prefix

  const forgetOthers = () => {
    const keys = PREFIXES.map(keyOf)
    eachStore((store) => ours(store).filter((key) => !keys.includes(key)).forEach((key) => store.removeItem(key)))
  }

  /** What is kept is a list of paths, or of pairs of a path and something else. */
  const forgetExcept = (paths) => eachStore((store) => ours(store).forEach((key) => {
    const kept = JSON.parse(store.getItem(key))
    const left = kept.filter((one) => !String(one).startsWith("/") || paths.has([one].flat()[0]))
    if (left.length < kept.length) store.setItem(key, JSON.stringify(left))
  }))

  const isAnythingKept = () => {
    let found = false
    eachStore((store) => { found ||= ours(store).length > 0 })
    return found
  }

  /** Without audiences everybody reads everything, so that there is no list; nor can pages on a disk ask for it. */
  const forgetGone = async () => {
    if (!READERS || location.protocol === "file:" || !isAnythingKept()) return
    const answer = await fetch(LIST, { priority: "low" })
    if (answer.ok) forgetExcept(new Set((await answer.json()).map((url) => new URL(url, ROOT).pathname)))
  }

  window.postmortemsKept = { keyOf, forgetOthers, forgetGone: () => forgetGone().catch(() => {}) }
})()
