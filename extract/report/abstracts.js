// The abstracts with their claims marked in place.

const PAPERS_A_PAGE = 20;

// Claims may lie one in another: the longer one is opened first, one that crosses its end is cut off there.
function nested(claims, rows) {
  const spans = rows.map((row) => ({ row, start: claims.get("start", row), end: claims.get("end", row), inner: [] }));
  spans.sort((a, b) => a.start - b.start || b.end - a.end || a.row - b.row);
  const top = [];
  const open = [];
  for (const span of spans) {
    while (open.length && open.at(-1).end <= span.start) open.pop();
    if (open.length) span.end = Math.min(span.end, open.at(-1).end);
    (open.length ? open.at(-1).inner : top).push(span);
    open.push(span);
  }
  return top;
}

function marked(store, text, spans, start, end, passing, onPick) {
  const nodes = [];
  let at = start;
  for (const span of spans) {
    nodes.push(cut(text, at, span.start));
    const type = store.claims.get("claim_type", span.row);
    const faint = passing && !passing.has(span.row) ? " faint" : "";
    nodes.push(
      make("mark", {
        class: `t-${type}${faint}`, tabindex: "0", role: "button", "data-row": span.row,
        "aria-label": `${store.claims.get("text", span.row)}, ${words(type)}`, onclick: (event) => onPick(event, span.row),
      },
      ...marked(store, text, span.inner, span.start, span.end, passing, onPick),
      make("span", { class: "label", "aria-hidden": "true" }, words(type))),
    );
    at = span.end;
  }
  nodes.push(cut(text, at, end));
  return nodes;
}

async function article(store, paper, passing, onPick) {
  const abstract = await store.abstract(paper);
  const text = points(abstract);
  const { papers } = store;
  const rows = store.ofPaper[paper];
  const link = safeAddress(papers.get("url", paper));
  const title = papers.get("title", paper) || "(no title)";
  const facts = [papers.get("paper_id", paper), papers.get("venue", paper), papers.get("published", paper)?.slice(0, 4)];
  facts.push(rows.length === 1 ? "1 claim" : `${rows.length || "no"} claims`);
  return make("article", { class: rows.length ? "" : "empty", "aria-labelledby": `paper-${paper}` },
    make("h2", { id: `paper-${paper}` }, link ? make("a", { href: link, rel: "noopener noreferrer", target: "_blank" }, title) : title),
    make("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    make("p", { class: "abstract" }, ...marked(store, text, nested(store.claims, rows), 0, text.length, passing, onPick)),
  );
}

async function drawAbstracts(store, result, state) {
  const place = byId("view-abstracts");
  const page = pageOf(state, result.papers.length, PAPERS_A_PAGE);
  const start = (page - 1) * PAPERS_A_PAGE;
  const passing = filtered(state) ? new Set(result.rows) : null;
  const pick = (event, row) => {
    event.stopPropagation();
    go({ claim: store.claims.get("claim_id", row), page: String(page) }, { replace: true });
  };
  const shownPapers = result.papers.slice(start, start + PAPERS_A_PAGE);
  const articles = await Promise.all(shownPapers.map((paper) => article(store, paper, passing, pick)));
  return () => {
    place.replaceChildren(...articles);
    drawPager(state, result.papers.length, PAPERS_A_PAGE, "abstracts");
  };
}

// The page of the abstracts on which the paper of a claim stands.
function pageWith(store, result, row) {
  const at = result.papers.indexOf(store.claims.get("paper", row));
  return at < 0 ? null : Math.floor(at / PAPERS_A_PAGE) + 1;
}

function choose(row, { scroll }) {
  for (const mark of document.querySelectorAll("mark.chosen")) mark.classList.remove("chosen");
  const mark = document.querySelector(`#view-abstracts mark[data-row="${row}"]`);
  if (!mark) return;
  mark.classList.add("chosen");
  const covered = matchMedia("(max-width: 1080px)").matches && mark.getBoundingClientRect().bottom > innerHeight * 0.36;
  if (covered) scrollBy(0, mark.getBoundingClientRect().top - innerHeight * 0.18);
  if (!scroll || covered) return;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}

const UNIT_NAMES = { factor: " (factor)", score: " (score)" };

// A small card beside a mark that the pointer or the keyboard is on.
function setUpCard(store) {
  const card = make("div", { class: "card", id: "card", role: "tooltip", hidden: true });
  document.body.append(card);
  const hide = () => { card.hidden = true; };
  const show = (event) => {
    const mark = event.target.closest?.("#view-abstracts mark");
    if (!mark || mark.matches(".chosen")) return hide();
    const row = Number(mark.dataset.row);
    const get = (name) => store.claims.get(name, row);
    const lines = [
      get("bound_expr") ? `${get("bound_symbol")} ${get("bound_expr")}` : quantity(get("value_low"), get("value_high"), get("unit"), get("comparator")),
      get("norm_low") === null ? null : `comparable: ${quantity(get("norm_low"), get("norm_high"), get("norm_unit"), get("norm_comparator"))}${UNIT_NAMES[get("norm_unit")] ?? ""}`,
      get("metric") ? `of ${get("metric")}` : null,
      get("datasets").length ? `on ${get("datasets").join(", ")}` : null,
      get("baselines").length ? `against ${get("baselines").join(", ")}` : null,
      `${get("owner")} · ${get("rule_id")} · confidence ${get("confidence").toFixed(2)}`,
    ];
    card.replaceChildren(...lines.filter(Boolean).map((line) => make("div", null, line)));
    card.hidden = false;
    const at = mark.getClientRects()[0];
    const left = Math.min(at.left, innerWidth - card.offsetWidth - 12);
    const below = at.bottom + 8 + card.offsetHeight < innerHeight;
    card.style.left = `${Math.max(8, left)}px`;
    card.style.top = `${below ? at.bottom + 6 : at.top - card.offsetHeight - 6}px`;
  };
  const place = byId("view-abstracts");
  place.addEventListener("pointerover", (event) => event.pointerType === "mouse" && show(event));
  place.addEventListener("pointerleave", hide);
  place.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && matchMedia("(hover: hover)").matches && show(event));
  place.addEventListener("focusout", hide);
  place.addEventListener("click", hide);
  addEventListener("scroll", hide, { passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  place.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("mark")) {
      event.preventDefault();
      event.target.click();
    }
  });
}
