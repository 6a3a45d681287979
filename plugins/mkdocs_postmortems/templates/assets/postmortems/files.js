/* For pages that were opened as files: no server is there that shows a folder's index.html when a link names a folder. */
(() => {
  "use strict"

  const filed = (href) => {
    const url = new URL(href, document.baseURI)
    if (url.protocol !== "file:" || !url.pathname.endsWith("/")) return null
    url.pathname += "index.html"
    return url.href
  }

  /** Before a link is followed, opened in a tab or copied, by whatever means. */
  const mendLink = (event) => {
    const link = event.target.closest?.("a[href]")
    const href = link && filed(link.href)
    if (href) link.href = href
  }

  const mendForm = (event) => {
    const href = filed(event.target.action)
    if (href) event.target.action = href
  }

  ;["pointerdown", "focusin", "click"].forEach((type) => document.addEventListener(type, mendLink, true))
  document.addEventListener("submit", mendForm, true)
})()
