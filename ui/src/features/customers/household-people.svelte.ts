// Who lives in a household from now on: who was there, who comes, who leaves, who leads. Not here: words.
import type { HouseholdPeople } from "$lib/backend";

/** Somebody of the list. */
export interface Person {
  customer: number;
  name: string;
}

export class Living {
  /** Everybody of the list, those who come at its end. */
  people = $state.raw<Person[]>([]);
  leaving = $state.raw<number[]>([]);
  lead = $state(0);
  #there: number[];
  #lead: number;

  constructor(there: Person[], lead: number) {
    this.people = there;
    this.#there = there.map((person) => person.customer);
    this.#lead = lead;
    this.lead = lead;
  }

  comes(customer: number): boolean {
    return !this.#there.includes(customer);
  }

  leaves(customer: number): boolean {
    return this.leaving.includes(customer);
  }

  add(person: Person): void {
    if (this.people.some((known) => known.customer === person.customer)) return;
    this.people = [...this.people, person];
  }

  /** Whoever lives there leaves, or stays after all; whoever was to come does not. */
  toggle(customer: number): void {
    if (this.comes(customer)) this.people = this.people.filter((person) => person.customer !== customer);
    else if (this.leaves(customer)) this.leaving = this.leaving.filter((one) => one !== customer);
    else this.leaving = [...this.leaving, customer];
    const stay = this.#staying;
    if (!stay.includes(this.lead)) this.lead = stay.includes(this.#lead) ? this.#lead : (stay[0] ?? 0);
  }

  get #staying(): number[] {
    return this.people.map((person) => person.customer).filter((customer) => !this.leaves(customer));
  }

  /** What is to be saved; `null`: nothing, or nobody would stay. */
  get asked(): HouseholdPeople | null {
    const join = this.people.map((person) => person.customer).filter((customer) => this.comes(customer));
    const lead = this.lead === this.#lead ? null : this.lead;
    if (this.#staying.length === 0) return null;
    if (join.length === 0 && this.leaving.length === 0 && lead === null) return null;
    return { join, leave: [...this.leaving], lead };
  }
}
