// What the command line does, for a browser: reads `export.as_data()` as JSON and ranks documents by a text.
// The stemmer is that of lunr.js, which comes with MkDocs. Held against the Python side by a test.
"use strict";

const CJK = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af";
const WORD = /[\p{L}\p{N}]+(?:[-_.:/@][\p{L}\p{N}]+)*/gu;
const PART = new RegExp(`[${CJK}]+|[A-Z]+(?![a-z])|[A-Z]?(?:(?![A-Z${CJK}])[\\p{L}\\p{Nl}\\p{No}])+|\\p{Nd}+`, "gu");
const WHEN = /^\d{1,4}(?:[-:./]\d{1,4})+(?:t[\d:.]+)?z?$/;
const ADDRESS = /^\d+(?:\.\d+){2,}(?:[:/]\d+)?$/;
const LONGEST = 100;

// What is known of each term. A small list is only made of those that are asked for.
class Terms {
  constructor(data) {
    this.data = data;
    this.numbers = new Map(data.terms.map((term, number) => [term, number]));
    this.starts = new Uint32Array(data.terms.length + 1);
    data.having.forEach((count, number) => { this.starts[number + 1] = this.starts[number] + count; });
  }

  has(term) {
    return this.numbers.has(term);
  }

  rarity(term) {
    return this.data.rarities[this.numbers.get(term)];
  }

  // Returns [rarity, differences of places, weights].
  get(term) {
    const number = this.numbers.get(term);
    if (number === undefined) return undefined;
    const [start, end] = [this.starts[number], this.starts[number + 1]];
    return [this.data.rarities[number], this.data.places.slice(start, end), this.data.weights.slice(start, end)];
  }

  forEach(visit) {
    this.numbers.forEach((number, term) => visit(number, term));
  }
}

function similar(data, lunr) {
  const stops = new Set(data.stop_words);
  const weak = new Set(data.weak_words);
  const phrases = new Map(Object.entries(data.phrases));
  const lengths = new Map();
  for (const phrase of phrases.keys()) {
    const stems = phrase.split(" ");
    lengths.set(stems[0], (lengths.get(stems[0]) || new Set()).add(stems.length));
  }
  const terms = new Terms(data);

  function stem(lower) {
    if (!/^[a-z]+$/.test(lower) || lower.length < 3 || lower.length > LONGEST) return lower;
    return lunr.stemmer(new lunr.Token(lower, {})).toString().replace(/y$/, "i");
  }

  // Returns [whole identifier or null, [[stem, whether it is a term], ...]].
  function read(written) {
    const pieces = written.match(PART) || [];
    const lower = written.toLowerCase();
    if (WHEN.test(lower) || pieces.every((piece) => /^\p{Nd}+$/u.test(piece))) {
      if (pieces.length === 1) return [null, [[lower, lower.length >= 3 && lower.length <= LONGEST]]];
      const isTerm = (ADDRESS.test(lower) || !WHEN.test(lower)) && lower.length <= LONGEST;
      return [isTerm ? lower : null, pieces.map((piece) => [piece, false])];
    }
    const parts = pieces.flatMap((piece) => {
      if (new RegExp(`^[${CJK}]`).test(piece)) {
        const pairs = Array.from({ length: piece.length - 1 }, (_, i) => piece.slice(i, i + 2));
        return (pairs.length ? pairs : [piece]).map((pair) => [pair, true]);
      }
      const small = piece.toLowerCase();
      const isStop = stops.has(small);
      const fits = small.length >= (/^\p{Nd}+$/u.test(small) ? 3 : 2) && small.length <= LONGEST;
      return [[isStop ? small : stem(small), fits && !isStop]];
    });
    return [pieces.length > 1 && written.length <= LONGEST ? stem(lower) : null, parts];
  }

  function count(text) {
    const counts = new Map();
    const stems = [];
    const add = (term) => counts.set(term, (counts.get(term) || 0) + 1);
    for (const [written] of text.matchAll(WORD)) {
      const [whole, parts] = read(written);
      if (whole) add(whole);
      for (const [one, counted] of parts) {
        stems.push(one);
        if (counted) add(one);
      }
    }
    stems.forEach((one, place) => {
      for (const length of [...(lengths.get(one) || [])].sort((a, b) => b - a)) {
        const concepts = phrases.get(stems.slice(place, place + length).join(" "));
        if (concepts) return concepts.forEach(add);
      }
    });
    return counts;
  }

  // Kept for the last text: it is asked for once more for each result that has to say why it is one.
  let asked = { text: null, terms: [] };

  function ask(text) {
    if (asked.text !== text) asked = { text, terms: weigh(text) };
    return asked.terms;
  }

  function weigh(text) {
    const known = [...count(text)].filter(([term]) => terms.has(term));
    const weighed = known.map(([term, n]) => [Math.round((1 + Math.log(n)) * 100) / 100, term]);
    const strong = weighed.map(([weight, term]) => [weight * terms.rarity(term), term, weight]);
    return strong.sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1)).slice(0, data.most_terms);
  }

  // The words of a text that a document has as well, the weightiest first; weak ones only where there are no others.
  function shared(text, place) {
    const found = ask(text).filter(([, term]) => {
      let at = 0;
      return terms.get(term)[1].some((step) => (at += step) === place);
    }).map(([, term]) => term);
    const strong = found.filter((term) => !weak.has(term));
    return strong.length ? strong : found;
  }

  function rank(text) {
    const direct = new Map();
    for (const [, term, asked] of ask(text)) {
      const [, steps, weights] = terms.get(term);
      let place = 0;
      steps.forEach((step, n) => {
        place += step;
        direct.set(place, (direct.get(place) || 0) + asked * weights[n]);
      });
    }
    const hits = [];
    data.neighbours.forEach((shares, place) => {
      let lent = 0;
      for (let n = 0; n < shares.length; n += 2) lent += shares[n + 1] * (direct.get(shares[n]) || 0);
      const score = (1 - data.smoothing) * (direct.get(place) || 0) + data.smoothing * lent;
      if (score) hits.push([score, place]);
    });
    hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return hits.map(([score, place]) => [data.paths[place], score, place]);
  }

  return { rank, shared, count, terms };
}

if (typeof window !== "undefined") window.similar = similar;
if (typeof module !== "undefined") module.exports = similar;
