// The data blocks: base64 of gzip of JSON, decoded once, when asked for. Mirrors blocks.py.

const decoded = new Map();

const parsed = new Promise((resolve) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", resolve, { once: true });
  else resolve();
});

async function decode(name) {
  if (!byId(`block-${name}`)) await parsed;
  const holder = byId(`block-${name}`);
  const binary = atob(holder.textContent);
  holder.textContent = "";
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

function block(name) {
  if (!decoded.has(name)) decoded.set(name, decode(name));
  return decoded.get(name);
}

class Columns {
  constructor(columns) {
    this.columns = columns;
    this.length = Object.values(columns)[0].length ?? Object.values(columns)[0].codes.length;
  }

  get(name, row) {
    const column = this.columns[name];
    if (!column.codes) return column[row];
    const code = column.codes[row];
    return code < 0 ? null : column.values[code];
  }

  distinct(name) {
    return this.columns[name].values;
  }
}

// Offsets of claims count code points, strings of JavaScript count UTF-16 units.
function points(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text) : text;
}

function cut(counted, start, end) {
  const piece = counted.slice(start, end);
  return typeof piece === "string" ? piece : piece.join("");
}

class Store {
  static async open() {
    const [meta, claims, papers] = await Promise.all([block("meta"), block("claims"), block("papers")]);
    return new Store(meta, new Columns(claims), new Columns(papers));
  }

  constructor(meta, claims, papers) {
    Object.assign(this, { meta, claims, papers, texts: null });
    this.ofPaper = Array.from({ length: papers.length }, () => []);
    for (let row = 0; row < claims.length; row++) this.ofPaper[claims.get("paper", row)].push(row);
    this.rowOf = new Map(claims.columns.claim_id.map((id, row) => [id, row]));
  }

  async abstract(paper) {
    const size = this.meta.papersABlock;
    return (await block(`abstracts-${Math.floor(paper / size)}`))[paper % size];
  }

  async sentence(row) {
    const text = points(await this.abstract(this.claims.get("paper", row)));
    return cut(text, this.claims.get("sentence_start", row), this.claims.get("sentence_end", row));
  }

  // What a search for words looks through, in lower case: the sentence and names of a claim, the abstract of a paper.
  async searchable() {
    if (this.texts) return this.texts;
    const papers = [];
    for (let paper = 0; paper < this.papers.length; paper++) {
      papers.push(`${this.papers.get("title", paper)}\n${await this.abstract(paper)}`.toLowerCase());
    }
    const claims = [];
    for (let row = 0; row < this.claims.length; row++) {
      const get = (name) => this.claims.get(name, row) ?? "";
      const title = this.papers.get("title", get("paper"));
      const said = [await this.sentence(row), title, get("subject"), get("metric_id"), get("rule_id"), ...get("dataset_ids")];
      claims.push(said.join("\n").toLowerCase());
    }
    this.texts = { papers, claims };
    return this.texts;
  }
}
