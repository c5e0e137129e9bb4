// The instruments of a page: a model for each place, its state from the page and from the address.
window.course = (({ stateFromHash, hashFromState }) => {
  const kinds = {};

  /** What an instrument needs in place of a kernel. */
  function modelOf(state, onSave) {
    const listeners = new Set();
    return {
      get: (name) => state[name],
      set: (name, value) => void Object.assign(state, typeof name === "string" ? { [name]: value } : name),
      save_changes: () => { listeners.forEach((listener) => listener()); onSave(); },
      on: (_, listener) => listeners.add(listener),
      off: (_, listener) => listeners.delete(listener),
    };
  }

  /** The settings in the address that are meant for this place: #NAME?key=value on a lesson's page, #key=value on its own. */
  function givenTo(place) {
    const hash = decodeHash();
    const own = document.querySelector("main.alone") ? hash : hash.startsWith(`${place.id}?`) ? hash.slice(place.id.length + 1) : "";
    return stateFromHash(own, kinds[place.dataset.name].rules);
  }

  const decodeHash = () => location.hash.replace(/^#/, "");

  /** The address that shows what the instrument in this place shows now. */
  function addressOf(place, state) {
    const { rules } = kinds[place.dataset.name];
    const pairs = hashFromState(Object.fromEntries(Object.keys(rules).map((name) => [name, state[name]])));
    return { here: `${location.href.split("#")[0]}#${document.querySelector("main.alone") ? "" : `${place.id}?`}${pairs}`, pairs };
  }

  function wake(place) {
    const { usual, make } = kinds[place.dataset.name];
    const told = { ...structuredClone(usual), ...JSON.parse(place.dataset.state) };
    const state = { ...told, ...givenTo(place) };
    const model = modelOf(state, () => {});
    make().render({ model, el: place.querySelector(".alive") });
    place.classList.add("awake");
    performance.mark(`awake ${place.id}`);
    place.course = { model, state, told, address: () => addressOf(place, state) };
  }

  function instrument(name, usual, rules, make) {
    let made = null;
    kinds[name] ??= { usual, rules, make: () => (made ??= make()) };
    wake(document.currentScript.closest(".instrument"));
  }

  /** A new address while the page is open: its settings, or those that the lesson gave. */
  addEventListener("hashchange", () => {
    for (const place of document.querySelectorAll(".instrument.awake")) {
      const given = givenTo(place);
      if (!Object.keys(given).length) continue;
      place.course.model.set({ ...place.course.told, ...given });
      place.course.model.save_changes();
    }
  });

  return { instrument };
})(ADDRESS);
