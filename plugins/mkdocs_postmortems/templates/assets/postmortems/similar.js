// What the command line does, for a browser: reads `export.as_data()` as JSON and ranks documents by a text.
// The stemmer is that of lunr.js, which comes with MkDocs. Held against the Python side by a test.
"use strict";

const CJK = "\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af";
const WORD = /[\p{L}\p{N}]+(?:[-_.:/@][\p{L}\p{N}]+)*/gu;
const PART = new RegExp(`[${CJK}]+|[A-Z]+(?![a-z])|[A-Z]?(?:(?![A-Z${CJK}])[\\p{L}\\p{Nl}\\p{No}])+|\\p{Nd}+`, "gu");
const WHEN = /^\d{1,4}(?:[-:./]\d{1,4})+(?:t[\d:.]+)?z?$/;
const ADDRESS = /^\d+(?:\.\d+){2,}(?:[:/]\d+)?$/;
const LONGEST = 100;
const MOST_TYPED = 12; // words of a typed question
const LONGEST_TYPED = 400; // its letters
const COVERED = 0.5; // share of its words from which on a document is listed
const SHARE_OF_BEST = 0.4; // share of the best score from which on it is
const MOST_LIKE_PASTED = 50;

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

  // The concepts of the longest phrase that begins at each place.
  function conceptsIn(stems) {
    return stems.flatMap((one, place) => {
      for (const length of [...(lengths.get(one) || [])].sort((a, b) => b - a)) {
        const concepts = phrases.get(stems.slice(place, place + length).join(" "));
        if (concepts) return concepts;
      }
      return [];
    });
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
    conceptsIn(stems).forEach(add);
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

  // With `directOnly`, without documents that are only like others that are found.
  function rank(text, directOnly) {
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
      if (score && (!directOnly || direct.get(place))) hits.push([score, place]);
    });
    hits.sort((a, b) => b[0] - a[0] || a[1] - b[1]);
    return hits.map(([score, place]) => [data.paths[place], score, place]);
  }

  // A text is pasted if it has several lines, or more than anybody types. This and the next four as in question.py and
  // question_ranking.py.
  function isPasted(text) {
    const lines = text.trim().split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
    return lines.length > 1 || text.split(/\s+/).filter(Boolean).length > MOST_TYPED || text.length > LONGEST_TYPED;
  }

  // The words that a document should have, each as [as written, stems, concepts, whole identifier]; weak ones only
  // where there are no others.
  function askedWords(text) {
    const found = new Map();
    for (const [written] of text.matchAll(WORD)) {
      const [whole, parts] = read(written);
      const stems = parts.filter(([, counted]) => counted).map(([one]) => one);
      if (stems.length || whole) found.set(written, [written, stems, phrases.get(parts.map(([one]) => one).join(" ")) || [], whole || ""]);
    }
    const words = [...found.values()];
    const strong = words.filter(([, stems]) => !stems.every((one) => weak.has(one)));
    return strong.length ? strong : words;
  }

  function placesOf(term) {
    let place = 0;
    return new Set(terms.has(term) ? terms.get(term)[1].map((step) => (place += step)) : []);
  }

  // The documents that are indexed by a word, or by what stands for it.
  function having([, stems, concepts, whole]) {
    const [first, ...others] = stems.map(placesOf);
    const found = new Set([...(first ?? [])].filter((place) => others.every((one) => one.has(place))));
    [whole, ...concepts].forEach((term) => placesOf(term).forEach((place) => found.add(place)));
    return found;
  }

  // Returns [place, score, share of the words] of what is worth listing, best first.
  function rankQuestion(text) {
    const isLong = isPasted(text);
    const plain = text.replace(/["“”„]/g, " ");
    const sets = askedWords(text).map(having);
    const declared = isLong ? ask(plain).map(([, term]) => term).filter((term) => /^=(alert|error):/.test(term)) : [];
    const first = new Set(declared.flatMap((term) => [...placesOf(term)]));
    const ranked = rank(plain, true).map(([, score, place]) => {
      const coverage = sets.length ? sets.filter((one) => one.has(place)).length / sets.length : 0;
      return [place, score * (isLong ? 1 : 1 + coverage * coverage), coverage];
    });
    ranked.sort((a, b) => first.has(b[0]) - first.has(a[0]) || b[1] - a[1] || a[0] - b[0]);
    const best = Math.max(0, ...ranked.map(([, score]) => score));
    const listed = ranked.filter(([, score, coverage]) => (!isLong && coverage >= COVERED) || score >= SHARE_OF_BEST * best);
    return isLong ? listed.slice(0, MOST_LIKE_PASTED) : listed;
  }

  return { rank, shared, count, terms, isPasted, askedWords, rankQuestion };
}

if (typeof window !== "undefined") window.similar = similar;
if (typeof module !== "undefined") module.exports = similar;
