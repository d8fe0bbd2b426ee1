// The charts, drawn by Vega without eval: its expressions are interpreted, so that the page's policy can forbid the rest.

let vegaLoaded = null;

function loadVega() {
  vegaLoaded ??= block("vega").then((source) => {
    document.head.append(Object.assign(document.createElement("script"), { textContent: source }));
    return window.vegaEmbed;
  });
  return vegaLoaded;
}

// The colour that a variable of the style sheet has in the light or dark that is on.
function css(name) {
  const probe = make("i", null);
  document.body.append(probe);
  probe.style.color = `var(${name})`;
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function chartConfig() {
  const [ink, quiet, line] = [css("--ink"), css("--quiet"), css("--line")];
  const font = getComputedStyle(document.body).fontFamily;
  const colours = ["--c1", "--c2", "--c3", "--c4", "--c5", "--c6"].map(css);
  return {
    background: null, font, view: { stroke: null }, padding: 4,
    axis: { domainColor: line, tickColor: line, gridColor: line, gridOpacity: 0.6, labelColor: quiet, titleColor: quiet, titleFontWeight: "normal", labelFontSize: 12, titleFontSize: 12, titlePadding: 10, labelPadding: 6 },
    legend: { labelColor: ink, titleColor: quiet, titleFontWeight: "normal", orient: "bottom", direction: "horizontal", symbolType: "circle", symbolStrokeColor: quiet, symbolBaseFillColor: quiet, labelFontSize: 12, titleFontSize: 12, columns: innerWidth < 620 ? 2 : 6, columnPadding: 16, layout: { bottom: { anchor: "start", margin: 28, direction: innerWidth < 620 ? "vertical" : "horizontal" } } },
    range: { category: colours }, rule: { color: quiet }, bar: { discreteBandSize: { band: 0.72 } },
    axisBand: { bandPosition: 0, grid: true, tickBand: "extent" }, mark: { tooltip: true },
  };
}

function leadToSentence(store, datum) {
  if (datum?.row !== undefined) {
    go({ ...EMPTY, view: "abstracts", claim: store.claims.get("claim_id", datum.row) });
  } else if (datum?.rows) {
    go({ ...EMPTY, view: "table", type: "convergence_rate", by: "norm", min: String(datum.order), max: String(datum.order) });
  }
}

const INTO_TABLE = {
  factors: { type: "speedup,resource_change", sort: "-norm_low" },
  gains: { type: "metric_gain", sort: "-norm_low" },
  rates: { type: "convergence_rate", sort: "norm_low" },
  sizes: { type: "model_size", sort: "-norm_low" },
};

function putFigures(place, charts) {
  for (const chart of charts) {
    const note = make("p", null, chart.note);
    const link = make("a", { href: address({ ...ALL, view: "table", ...INTO_TABLE[chart.id] }) }, "the same as a table");
    const canvas = make("div", { class: "chart", id: `chart-${chart.id}` });
    const caption = make("figcaption", null, make("h2", null, chart.title), note, make("p", { class: "small" }, "A mark leads to its sentence; ", link, "."));
    place.append(make("figure", { class: chart.spec ? "" : "empty" }, caption, chart.spec ? canvas : make("p", { class: "small" }, "No claim of this kind is in the tables.")));
  }
}

async function drawCharts(store) {
  const place = byId("view-charts");
  const charts = await block("charts");
  if (!place.childElementCount) putFigures(place, charts);
  const embed = await loadVega();
  for (const chart of charts) {
    if (!chart.spec) continue;
    const target = byId(`chart-${chart.id}`);
    target.vega?.finalize();
    const spec = { ...chart.spec, description: `${chart.title}. ${chart.note}` };
    target.vega = await embed(target, spec, {
      ast: true, actions: false, renderer: "canvas", config: chartConfig(), defaultStyle: false, tooltip: { disableDefaultStyle: true },
    });
    target.vega.view.addEventListener("click", (event, item) => leadToSentence(store, item?.datum));
  }
  place.dataset.drawn = "yes";
}
