// Taking over a proposed place: only what is empty is filled, so that nothing typed is ever replaced.
import type { AddressForm, PostalPlace } from "$lib/backend";

const isEmpty = (text: string): boolean => text.trim() === "";

/** A place in one line. */
export const placeName = (place: PostalPlace): string => `${place.prefecture}${place.city}${place.town}`;

/** The address with what was empty filled from the place. */
export function filled(address: AddressForm, place: PostalPlace): AddressForm {
  // Somebody who typed the whole address into one line has said everything already.
  const whole = address.street.includes(place.city) || address.city.includes(place.prefecture);
  return {
    ...address,
    postal_code: isEmpty(address.postal_code) ? place.postal_code : address.postal_code,
    prefecture: isEmpty(address.prefecture) && !whole ? place.prefecture : address.prefecture,
    city: isEmpty(address.city) && !whole ? place.city : address.city,
    street: isEmpty(address.street) ? place.town : address.street,
  };
}

/** Whether taking the place over would change anything. */
export function wouldFill(address: AddressForm, place: PostalPlace): boolean {
  const after = filled(address, place);
  return (["postal_code", "prefecture", "city", "street"] as const).some(
    (part) => after[part] !== address[part],
  );
}
