// Full-text search on the built pages, by Pagefind; its index is loaded when somebody searches.

const MOST = 20;

function item({ url, meta, excerpt, sub_results }) {
  const entry = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
  const best = sub_results?.[0];
  link.href = best?.url ?? url;
  link.textContent = best && best.title !== meta.title ? `${meta.title} – ${best.title}` : meta.title;
  text.innerHTML = best?.excerpt ?? excerpt; // Pagefind escapes it: only <mark> is markup
  entry.append(link, text);
  return entry;
}

export function startSearch() {
  const form = document.querySelector("form.search");
  if (!form) return;
  const field = form.querySelector("input"), found = document.querySelector(".found"), list = document.querySelector(".results");
  let pagefind = null;
  const search = async (words) => {
    if (!words) return;
    pagefind ??= await import(new URL("../pagefind/pagefind.js", import.meta.url).href);
    const { results } = await pagefind.search(words);
    const pages = await Promise.all(results.slice(0, MOST).map((result) => result.data()));
    found.textContent = results.length === 1 ? "1 page" : `${results.length} pages`;
    list.replaceChildren(...pages.map(item));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(field.value.trim())}`);
    search(field.value.trim());
  });
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  search(field.value);
}
