// Where a person's consents stand, channel by channel.
import type { Channel, ConsentState, ConsentView, Purpose } from "$lib/backend";

/** The channels that consent is asked for. A visit is agreed on each time; a leaflet is handed over. */
export const consentChannels: Channel[] = ["phone", "email", "line", "postcard", "letter", "sms"];

/** Where one channel and purpose stand; not asked where the record holds nothing. */
export function stands(consents: readonly ConsentView[], channel: Channel, purpose: Purpose): ConsentState {
  return consents.find((one) => one.channel === channel && one.purpose === purpose)?.state ?? "unknown";
}

/** A channel on which nothing may go out any more, by the person's word. */
export function isStopped(consents: readonly ConsentView[], channel: Channel): boolean {
  const said = consents.filter((one) => one.channel === channel && one.state !== "unknown");
  return said.length > 0 && said.every((one) => one.state === "denied");
}

/** The channels on which care is welcome. */
export function welcome(consents: readonly ConsentView[]): Channel[] {
  return consentChannels.filter((channel) => stands(consents, channel, "care") === "granted");
}

/** The channels that were refused. */
export function refused(consents: readonly ConsentView[], hard: readonly Channel[]): Channel[] {
  const all = [...consentChannels, "visit" as const];
  return all.filter((channel) => hard.includes(channel) || isStopped(consents, channel));
}
