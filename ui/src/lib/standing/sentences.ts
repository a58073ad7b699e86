// How a household stands, in sentences made of what is known. Not here: the rules that tell one standing from another.
import type { SignView, Standing } from "$lib/backend";
import { formatDate } from "$lib/format";
import { m } from "$lib/words";

const texts: Record<Standing, () => string> = {
  in_touch: m.standing_in_touch_text,
  content: m.standing_content_text,
  drifting: m.standing_drifting_text,
  unreachable: m.standing_unreachable_text,
  graduated: m.standing_graduated_text,
  left_alone: m.standing_left_alone_text,
  gone: m.standing_gone_text,
};

export const standingText = (standing: Standing | null): string =>
  standing === null ? m.standing_none() : texts[standing]();

/** The colour of a standing; its name stands beside it always. */
export const standingTone = (standing: Standing): "koke" | "yamabuki" | "kaki" | "plain" => {
  if (standing === "in_touch" || standing === "content") return "koke";
  if (standing === "drifting") return "yamabuki";
  return standing === "unreachable" ? "kaki" : "plain";
};

/** A cause for concern as one sentence. */
export function signText({ kind, since, count }: SignView): string {
  const day = since === null ? "" : formatDate(since);
  switch (kind) {
    case "open_case":
      return m.standing_sign_open_case({ day });
    case "unhappy":
      return m.standing_sign_unhappy({ day });
    case "unsolved":
      return m.standing_sign_unsolved({ day });
    case "unanswered":
      return m.standing_sign_unanswered({ count });
    case "post_returned":
      return m.standing_sign_post_returned();
    case "dead":
      return m.standing_sign_dead({ count });
    case "missed":
      return m.standing_sign_missed({ count });
    case "untouched":
      return m.standing_sign_untouched({ day });
  }
}
