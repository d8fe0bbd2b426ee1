// The table of claims: sorted by any column, a page at a time; a row leads to its sentence. The roles are written out
// because a narrow screen shows rows as cards, and a table shown as anything else loses them.

const ROWS_A_PAGE = 50;

const COLUMNS = [
  { key: "claim_type", title: "Type" },
  { key: "value_low", title: "As written", number: true },
  { key: "norm_low", title: "Comparable", number: true },
  { key: "metric", title: "Metric" },
  { key: "dataset_ids", title: "Data sets" },
  { key: "subject", title: "Of" },
  { key: "owner", title: "Claimed" },
  { key: "confidence", title: "Conf.", number: true },
  { key: "paper", title: "Paper" },
];

function sortKey(store, key) {
  const { claims, papers } = store;
  if (key === "metric") return (row) => metricName(claims, row) || null;
  if (key === "dataset_ids") return (row) => folded(claims.get(key, row)[0]) || null;
  if (key === "subject") return (row) => folded(claims.get(key, row)) || null;
  if (key === "paper") return (row) => folded(papers.get("title", claims.get("paper", row)));
  if (key === "claim_type") return (row) => store.meta.types.indexOf(claims.get(key, row));
  return (row) => claims.get(key, row);
}

// Rows without a value stand last in either order; equal ones keep the order of the table.
function sorted(store, rows, sort) {
  const key = sort.replace(/^-/, "");
  if (!COLUMNS.some((column) => column.key === key)) return rows;
  const turn = sort.startsWith("-") ? -1 : 1;
  const of = sortKey(store, key);
  const keyed = rows.map((row) => [of(row), row]);
  keyed.sort(([a, i], [b, j]) => {
    if (a === null || b === null) return (a === null) - (b === null) || i - j;
    return (a < b ? -turn : a > b ? turn : 0) || i - j;
  });
  return keyed.map(([, row]) => row);
}

function headers(state) {
  const key = state.sort.replace(/^-/, "");
  const down = state.sort.startsWith("-");
  const cells = COLUMNS.map((column) => {
    const active = column.key === key;
    // Numbers are wanted largest first, words from A; a third click takes the order away.
    const first = column.number ? `-${column.key}` : column.key;
    const second = column.number ? column.key : `-${column.key}`;
    const next = !active ? first : state.sort === first ? second : "";
    const order = active ? (down ? "descending" : "ascending") : "none";
    const arrow = make("span", { class: "arrow", "aria-hidden": "true" }, active ? (down ? "↓" : "↑") : "");
    const button = make("button", { type: "button", onclick: () => go({ sort: next }), "data-sort": column.key }, column.title, arrow);
    return make("th", { scope: "col", role: "columnheader", "aria-sort": order, class: column.number ? "number" : null }, button);
  });
  return make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...cells));
}

function tableRow(store, row, state) {
  const get = (name) => store.claims.get(name, row);
  const type = get("claim_type");
  const title = store.papers.get("title", get("paper"));
  const year = store.papers.get("published", get("paper"))?.slice(0, 4);
  const link = make("a", { href: address({ ...state, view: "abstracts", sort: "", page: "1", claim: get("claim_id") }) }, get("text"));
  const sign = SIGNS[get("comparator")] ?? "";
  const bound = get("bound_expr") && get("unit") === "bound" ? make("span", { class: "code" }, get("bound_expr")) : null;
  const comparable = quantity(get("norm_low"), get("norm_high"), get("norm_unit"), get("norm_comparator"));
  const unit = get("norm_unit") && !["factor", "fraction", "epsilon_exponent"].includes(get("norm_unit")) && get("norm_unit") in UNIT_SIGNS ? ` ${words(get("norm_unit"))}` : "";
  const cell = (column, ...children) => make("td", { role: "cell", "data-title": COLUMNS[column].title, class: COLUMNS[column].number ? "number" : null }, ...children);
  return make("tr", { role: "row", "data-row": row },
    cell(0, make("span", { class: `chip t-${type}` }, words(type))),
    cell(1, sign, link),
    cell(2, comparable || bound ? comparable + unit : "", comparable ? null : bound),
    cell(3, get("metric") ?? ""),
    cell(4, get("datasets").join(", ")),
    cell(5, get("subject") ?? ""),
    cell(6, get("owner")),
    cell(7, get("confidence").toFixed(2)),
    cell(8, make("div", null, make("span", { class: "paper" }, title || "(no title)"), year ? make("span", { class: "year" }, year) : null)),
  );
}

function drawTable(store, result, state) {
  const rows = sorted(store, result.rows, state.sort);
  const page = pageOf(state, rows.length, ROWS_A_PAGE);
  const start = (page - 1) * ROWS_A_PAGE;
  const body = make("tbody", { role: "rowgroup" }, ...rows.slice(start, start + ROWS_A_PAGE).map((row) => tableRow(store, row, state)));
  const caption = make("caption", { class: "sr" }, "Claims; the number as written leads to its sentence");
  const table = make("table", { role: "table", "aria-rowcount": rows.length + 1 }, caption, headers(state), body);
  const focused = document.activeElement?.dataset?.sort;
  byId("view-table").replaceChildren(make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Claims" }, table));
  if (focused) table.querySelector(`[data-sort="${focused}"]`)?.focus();
  drawPager(state, rows.length, ROWS_A_PAGE, "claims");
}

// Anywhere on a row is good enough for a mouse; the link in it serves everybody else.
function setUpTable() {
  byId("view-table").addEventListener("click", (event) => {
    if (event.target.closest("a, button") || getSelection().toString()) return;
    event.target.closest("tbody tr")?.querySelector("a")?.click();
  });
}

function pageOf(state, total, size) {
  return Math.min(Math.max(1, parseInt(state.page, 10) || 1), Math.max(1, Math.ceil(total / size)));
}

function drawPager(state, total, size, what) {
  const pager = byId("pager");
  const pages = Math.ceil(total / size);
  const page = pageOf(state, total, size);
  pager.hidden = pages < 2;
  const step = (title, to) =>
    make("button", { type: "button", disabled: to < 1 || to > pages || to === page, "aria-label": `${title} page`, "data-step": title,
      onclick: () => { go({ page: String(to), claim: "" }); byId("main").focus(); scrollTo(0, 0); } },
    { First: "«", Previous: "‹ Previous", Next: "Next ›", Last: "»" }[title]);
  const first = (page - 1) * size + 1;
  const span = `${first.toLocaleString("en")}–${Math.min(total, page * size).toLocaleString("en")} of ${total.toLocaleString("en")} ${what}`;
  pager.replaceChildren(step("First", 1), step("Previous", page - 1), make("span", null, span), step("Next", page + 1), step("Last", pages));
}
