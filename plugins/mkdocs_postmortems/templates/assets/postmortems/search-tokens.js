/* Cuts text into the tokens of the index, as the build did (core/index_text.py), and puts tokens together again.
   Knows nothing of queries, hits or pages. */
(() => {
  "use strict"

  // The same ranges as in index_text.py: scripts without spaces between words and Korean, and what is no part of a word.
  const UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0edf\u0f40-\u0fbc\u1000-\u103f\u1050-\u108f\u1100-\u11ff\u1780-\u17d3" +
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf" +
    "\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7fb\uf900-\ufaff\uff66-\uff9f"
  const SIGNS = "!-/:-@\\[-`\\{-~\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2010-\u2027\u2030-\u205e\u20a0-\u20cf" +
    "\u2190-\u21ff\u3001-\u3004\u3008-\u3020\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
  const JOINED = "~|"
  const PAIR = "~||"
  const UNDERSCORE = /~!/g

  const hasUnspaced = new RegExp(`[${UNSPACED}]`, "u")
  const begins = new RegExp(`^[${UNSPACED}]`, "u")
  const character = new RegExp(`[${UNSPACED}]\\p{M}*`, "gu")
  const lastCharacter = new RegExp(`[${UNSPACED}]\\p{M}*$`, "u")
  const piece = new RegExp(`(?:[${UNSPACED}]\\p{M}*)+|[^${UNSPACED}]+`, "gu")
  const whole = new RegExp(`^[${SIGNS}]*[^0-9${SIGNS}]+(?:[-'’][^0-9${SIGNS}]+)*[${SIGNS}]*$`, "u")
  const signsOnly = new RegExp(`^[${SIGNS}]+$`, "u")
  const part = new RegExp(`[${SIGNS}]*[^${SIGNS}]+[${SIGNS}]*`, "gu")
  const numbered = new RegExp(`^([${SIGNS}]*[^0-9${SIGNS}]+)([0-9]+[${SIGNS}]*)$`, "u")
  const noWord = /[^\p{Alphabetic}\p{N}]+/gu
  const noTerm = /[^\p{Alphabetic}\p{N}\p{Extended_Pictographic}\u200d\ufe0f]+/gu

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
  const spaced = (text) => text.split(/\s+/).filter(Boolean)

  /** A token: what the index has of it, what is shown of it, and what stands before the next. */
  const token = (text, shown, joint) => ({ word: folded(text).replace(noWord, ""), text, shown, joint })
  const isPair = ({ text, shown }) => text !== shown

  const pairs = (run) => {
    const found = run.match(character)
    return found.map((one, n) => (n + 1 < found.length ? token(one + found[n + 1], one, "") : token(one, one, "")))
  }

  const parts = (text) =>
    text.match(part).flatMap((one) => one.match(numbered)?.slice(1) ?? [one]).map((one) => token(one, one, ""))

  const ofWord = (text) => {
    if (whole.test(text) && !hasUnspaced.test(text)) return [token(text, text, " ")]
    const found = []
    let before = ""
    text.match(piece).forEach((one) => {
      if (signsOnly.test(one) && found.length) found.push(token(found.at(-1).text + one, found.pop().shown + one, ""))
      else if (signsOnly.test(one)) before = one
      else {
        const [first, ...others] = begins.test(one) ? pairs(one) : parts(one)
        found.push({ ...first, text: before + first.text, shown: before + first.shown }, ...others)
        before = ""
      }
    })
    if (!found.length) found.push(token(text, text, " "))
    found.at(-1).joint = " "
    return found
  }

  /** The tokens of a text as somebody writes it. */
  const tokens = (text) => spaced(text).flatMap(ofWord)

  /** The tokens of a text as the index has it. */
  const indexed = (text) => spaced(text).map((one) => {
    const mark = one.endsWith(PAIR) ? PAIR : one.endsWith(JOINED) ? JOINED : ""
    const written = (mark ? one.slice(0, -mark.length) : one).replace(UNDERSCORE, "_")
    return token(written, mark === PAIR ? written.replace(lastCharacter, "") : written, mark ? "" : " ")
  })

  /** A text as the build writes it into the index. */
  const indexText = (text) => tokens(text).map((one) => {
    const mark = one.joint ? "" : isPair(one) ? PAIR : JOINED
    return one.text.replaceAll("_", "~!") + mark
  }).join(" ")

  /** The text as it was written. */
  const joined = (list) => list.map((one) => one.shown + one.joint).join("").trim()

  /** What the index is asked for, to find a word anywhere: its tokens, without the last character of a run that ends it,
      which the pair before it has already. */
  const termsOf = (word) => {
    const found = ofWord(word)
    if (found.length > 1 && isPair(found.at(-2))) found.pop()
    return found.map((one) => one.text.toLowerCase().replace(noTerm, "")).filter(Boolean)
  }

  const phraseOf = (text) => spaced(text).flatMap(termsOf).join(" ")

  /** The words of a run without spaces, as far as the browser knows them. */
  const wordsOf = (text) => {
    if (!hasUnspaced.test(text) || !Intl.Segmenter) return [text]
    const found = [...new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "word" }).segment(text)]
    return found.filter((one) => one.isWordLike).map((one) => one.segment)
  }

  Object.assign((window.postmortemsSearch ??= {}), { folded, tokens, indexText, indexed, joined, spaced, termsOf, phraseOf, wordsOf })
})()
