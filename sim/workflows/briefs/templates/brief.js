"use strict";
// What is added where scripts may run: charts that answer a pointer, a moment to move along a
// future, and filters of the law. Without it every chart and table is there all the same.
(() => {
  const charts = JSON.parse(document.getElementById("charts").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const views = new Map();
  document.documentElement.classList.add("live");

  // Charts are WIDE pixels wide as they come: each of their panels is made as wide as fits.
  const WIDE = 640;
  const withWidth = (spec, width) =>
    JSON.parse(JSON.stringify(spec), (key, value) =>
      key === "width" && value === WIDE ? width : value);

  async function show(name) {
    const place = document.getElementById(`plot-${name}`);
    const room = place.clientWidth;
    if (!room) return;
    const live = document.createElement("div");
    const options = {renderer: "svg", actions: false, tooltip: {theme: dark.matches ? "dark" : "light"}};
    const still = place.querySelector("svg");
    place.append(live);
    live.style.visibility = "hidden";
    live.style.position = "absolute";
    let width = Math.min(WIDE, Math.max(room - 60, 120));
    let result = await vegaEmbed(live, withWidth(charts[name], width), options);
    const over = live.querySelector("svg").getBoundingClientRect().width - room;
    if (over > 0 || width < WIDE) {
      width = Math.min(WIDE, Math.max(Math.floor(width - over), 120));
      result.finalize();
      result = await vegaEmbed(live, withWidth(charts[name], width), options);
    }
    views.get(name)?.finalize();
    views.set(name, result);
    still?.remove();
    for (const other of place.querySelectorAll(":scope > div")) if (other !== live) other.remove();
    live.style.visibility = live.style.position = "";
    live.querySelector("svg")?.setAttribute("aria-hidden", "true");
  }

  async function showAll() {
    for (const name of Object.keys(charts)) {
      try {
        await show(name);
      } catch (error) {
        console.warn(`${name}: the chart stays as it is drawn`, error);
      }
    }
  }

  // -- the moment of a future ---------------------------------------------------------------
  const DAY = 864e5;
  for (const figure of document.querySelectorAll(".timeline")) {
    const bar = figure.querySelector("input[type=range]");
    const said = figure.querySelector("output");
    const told = figure.querySelector(".told");
    const lines = [...told.querySelectorAll("li")];
    const first = Date.parse(figure.dataset.first);
    figure.querySelector(".scrub").hidden = false;
    bar.max = Math.round((Date.parse(figure.dataset.last) - first) / DAY);
    const format = new Intl.DateTimeFormat("en-GB", {
      day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
    });
    const move = (scroll) => {
      const day = Number(bar.value);
      said.textContent = format.format(first + day * DAY);
      bar.setAttribute("aria-valuetext", said.textContent);
      let last = null;
      for (const line of lines) {
        line.classList.remove("now");
        if (Number(line.dataset.day) < day + 1) last = line;
      }
      last?.classList.add("now");
      if (scroll && last) {
        told.scrollTo({top: last.offsetTop - told.clientHeight / 2, behavior: "auto"});
      }
      views.get(figure.id)?.view.signal("day", first + day * DAY).runAsync();
    };
    bar.addEventListener("input", () => move(true));
    for (const line of lines) {
      line.addEventListener("click", () => {
        bar.value = Math.floor(Number(line.dataset.day));
        move(false);
      });
    }
    move(false);
  }

  // -- filters of the law -------------------------------------------------------------------
  for (const box of document.querySelectorAll(".sheets")) {
    const form = box.querySelector("form");
    const said = form.querySelector("output");
    const sheets = [...box.querySelectorAll(".sheet")];
    const filter = () => {
      const wanted = new FormData(form);
      const words = String(wanted.get("words")).toLowerCase();
      let n = 0;
      for (const sheet of sheets) {
        const fits = ["sender", "kind", "by"].every(
          (key) => !wanted.get(key) || sheet.dataset[key] === wanted.get(key));
        sheet.hidden = !(fits && (!words || sheet.textContent.toLowerCase().includes(words)));
        n += sheet.hidden ? 0 : 1;
      }
      said.textContent = `${n} of ${sheets.length}`;
    };
    form.hidden = false;
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  let waiting = 0;
  let before = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === before) return;
    before = innerWidth;
    clearTimeout(waiting);
    waiting = setTimeout(showAll, 200);
  });
  if (typeof vegaEmbed === "function") showAll().then(() => document.documentElement.classList.add("drawn"));
})();
