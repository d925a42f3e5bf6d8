/* Searches, filters and sorts indexes that ask. */
for (const frame of document.querySelectorAll("[data-postindex]")) {
	const told = JSON.parse(frame.dataset.postindex);
	let base, all, loading, timer, view = told;
	const make = (tag, set, ...parts) => {
		const e = document.createElement(tag);
		for (const key in set)
			e.setAttribute(key, /href|src/.test(key) ? new URL(set[key], base) : set[key]);
		e.append(...parts.map(x => x.map ? make(...x) : x));
		return e;
	};
	const fold = text => text.normalize("NFKC").toLowerCase();
	const form = make(...told.form), fields = [...form];
	const any = () => fields.some(x => x.value);

	const load = async () => {
		const got = await fetch(told.data, { cache: "no-cache" });
		const data = await got.json();
		base = new URL(data.from, got.url);
		all = { ...data, nodes: data.view.map(x => make(...x)) };
	};
	const apply = async (save) => {
		if (told.data && any()) await (loading ??= load().catch(() => told.lost = told.alone));
		const next = any() && all || told;
		if (next != view) {
			view.nodes.map(e => e.remove());
			frame.append(...next.nodes);
			view = next;
		}
		view.posts ??= [...frame.querySelectorAll(".h-entry")].map((e, at) => ({
			e, at,
			text: fold([e.textContent, view.of[at]].join()),
			link: e.querySelector(".u-url")?.href ?? at,
		}));

		let sort = "", words = [], found = new Set();
		for (const { name, type, value, selectedIndex } of fields)
			if (type == "search") words.push(...fold(value.slice(0, 99)).split(/\s+/));
			else if (/sort$/.test(name)) sort = value;
			else if (value) words.push(`|${name.at(-1)}${selectedIndex}|`);
		for (const { e, text, link } of view.posts) {
			e.hidden = !words.every(x => text.includes(x));
			e.hidden || found.add(link);
		}
		const rank = ({ at }) => view.ranks[sort]?.[at] ?? at;
		if (sort != view.sort)
			for (const { e } of [...view.posts].sort((a, b) => rank(a) - rank(b))) e.parentNode.append(e);
		view.sort = sort;

		let none = true;
		for (const e of [...frame.children].reverse())
			if (e.matches(".postindex-group")) [e.hidden, none] = [none, true];
			else if (e.querySelector(".h-entry"))
				none &= e.hidden = !e.querySelector(".h-entry:not([hidden])");

		const n = any() ? found.size : told.total;
		const text = n ? told.counts[new Intl.PluralRules(told.lang).select(n)] : told.none;
		form.lastChild.textContent = text.replace("{0}", n) + told.lost;
		if (!save) return;
		const url = new URL(location), query = url.searchParams;
		for (const { name, value } of fields) value ? query.set(name, value) : query.delete(name);
		history.replaceState(history.state, "", url);
	};

	told.nodes = [...frame.childNodes];
	frame.prepend(form);
	form.oninput = () => {
		clearTimeout(timer);
		timer = setTimeout(apply, 150, 1);
	};
	form.onsubmit = () => !apply(1);
	for (const field of fields) {
		field.value = new URLSearchParams(location.search).get(field.name) ?? "";
		field.value ||= ""; // or the first choice
	}
	if (any()) apply();
}
