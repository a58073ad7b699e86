// A form of answers that is begun, and the marks of one that stands.
import type { VoiceForm } from "$lib/backend";
import { m } from "$lib/words";
import { goalMetName, topicName } from "$lib/words/lists";

/** A form in which nothing is answered yet. */
export const begun = (answered_on: string): VoiceForm => ({
  occasion: "relation",
  way: "card",
  answered_on,
  recommend: null,
  satisfaction: null,
  ease: null,
  topics: [],
  words: "",
  goal: "",
  goal_met: null,
});

/** Whether there is anything to write down. */
export const said = (form: VoiceForm): boolean =>
  form.recommend !== null ||
  form.satisfaction !== null ||
  form.ease !== null ||
  form.topics.length > 0 ||
  form.words.trim() !== "" ||
  form.goal.trim() !== "" ||
  form.goal_met !== null;

/** The marks of an answer, each in a word. */
export function marks(form: VoiceForm): string[] {
  return [
    form.recommend === null ? null : m.voices_line_recommend({ mark: form.recommend }),
    form.satisfaction === null ? null : m.voices_line_satisfaction({ mark: form.satisfaction }),
    form.ease === null ? null : m.voices_line_ease({ mark: form.ease }),
    form.goal_met === null ? null : m.voices_line_goal_met({ met: goalMetName(form.goal_met) }),
    ...form.topics.map((one) => m.voices_line_topic({ topic: topicName(one.topic), mark: one.mark })),
  ].filter((one) => one !== null);
}
