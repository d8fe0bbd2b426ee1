// One claim as a whole: every column of its row, its sentence and its rule.

const ROWS = [
  ["Read as", ["claim_type", "value_low", "value_high", "unit", "comparator", "direction"]],
  ["Comparable", ["norm_low", "norm_high", "norm_unit", "norm_comparator"]],
  ["Bound", ["measure", "bound_symbol", "bound_expr", "bound_exponents", "bound_target"]],
  ["Of what", ["subject", "metric", "metric_id", "datasets", "dataset_ids", "baselines", "owner"]],
  ["Where", ["start", "end", "sentence_start", "sentence_end", "claim_id", "confidence"]],
];

function shown(value) {
  if (value === null || value === undefined || (Array.isArray(value) && !value.length)) return null;
  if (Array.isArray(value)) return value.join("; ");
  if (typeof value === "object") {
    const entries = Object.entries(value).sort();
    return entries.length ? entries.map(([name, power]) => `${name}: ${number(power)}`).join(", ") : null;
  }
  return typeof value === "number" ? String(value).replace("-", "−") : value;
}

function definition(store, name, row) {
  const value = shown(store.claims.get(name, row));
  const term = make("dt", { title: store.meta.columns[name] ?? null }, name);
  return [term, value === null ? make("dd", { class: "null" }, "–") : make("dd", null, value)];
}

function ruleNote(store, id) {
  const rule = store.meta.rules[id];
  const section = make("section", { class: "rule" }, make("h3", null, "Rule"), make("p", { class: "code" }, id));
  if (!rule) return section;
  section.append(make("p", { class: "small" }, `rules/${rule.file}`));
  const lists = [["pattern", "patterns"], ["frames", "frames"], ["measured", "measured"], ["words", "words"], ["examples", "examples"]];
  for (const [key, title] of lists) {
    if (!rule[key]) continue;
    const items = [].concat(rule[key]).map((text) => make("li", null, String(text)));
    section.append(make("details", { open: key === "examples" }, make("summary", null, `${title} (${items.length})`), make("ul", null, ...items)));
  }
  return section;
}

async function showDetail(store, row, { close }) {
  const panel = byId("detail");
  if (row === undefined) {
    panel.replaceChildren();
    panel.classList.remove("open");
    return;
  }
  const { claims, papers } = store;
  const type = claims.get("claim_type", row);
  const paper = claims.get("paper", row);
  const sentence = await store.sentence(row);
  const groups = ROWS.filter(([, names]) => names.some((name) => shown(claims.get(name, row)) !== null)).map(([title, names]) =>
    make("section", null, make("h3", null, title), make("dl", null, ...names.flatMap((name) => definition(store, name, row)))),
  );
  const link = safeAddress(papers.get("url", paper));
  panel.replaceChildren(
    make("header", { class: `t-${type}` },
      make("button", { type: "button", class: "close quiet", "aria-label": "Close", onclick: close }, "×"),
      make("p", { class: "label" }, words(type)),
      make("p", { class: "big" }, claims.get("text", row)),
      make("blockquote", null, sentence),
      make("p", { class: "small" }, link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, papers.get("paper_id", paper)) : papers.get("paper_id", paper)),
    ),
    ...groups,
    ruleNote(store, claims.get("rule_id", row)),
  );
  panel.classList.add("open");
  panel.scrollTop = 0;
}
