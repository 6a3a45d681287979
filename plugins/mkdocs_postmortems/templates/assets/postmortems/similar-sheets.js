/* What is shown of documents: `postmortemsSearch.sheets(places)` loads the files that it is in, each once. */
(() => {
  "use strict"

  const search = (window.postmortemsSearch ??= {})

  search.sheets = async (places) => {
    const { paths, files } = window.postmortemsSimilar
    const wanted = [...new Set(places.map((place) => files[place]))]
    await Promise.all(wanted.map((number) => search.load(`similar/sheets-${number}`)))
    // A file that is newer than the index, while a site is being replaced, may have no such document any more.
    return places.map((place) => window[`postmortemsSheets${files[place]}`][paths[place]] ?? { title: paths[place], url: "" })
  }
})()
