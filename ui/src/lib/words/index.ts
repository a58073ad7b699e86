// All visible words. `m.today_title()` is one whole sentence or label in the language that is read now;
// the texts lie in messages/<language>/<area>.json.
export { locale, nearestLang } from "./locale.svelte";
export { m } from "$lib/paraglide/messages.js";
