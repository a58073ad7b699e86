// Why a row of a file was not taken, in words. The codes are the exchange's `RowProblemCode`.
import { m } from "$lib/words";

const words: Record<string, () => string> = {
  missing_date: m.row_problem_missing_date,
  missing_name: m.row_problem_missing_name,
  missing_key: m.row_problem_missing_key,
  missing_amount: m.row_problem_missing_amount,
  not_a_date: m.row_problem_not_a_date,
  no_such_day: m.row_problem_no_such_day,
  year_out_of_range: m.row_problem_year_out_of_range,
  ambiguous_date: m.row_problem_ambiguous_date,
  partial_date: m.row_problem_partial_date,
  not_an_amount: m.row_problem_not_an_amount,
  too_many_decimals: m.row_problem_too_many_decimals,
  amount_out_of_range: m.row_problem_amount_out_of_range,
  formula: m.row_problem_formula,
  not_a_quantity: m.row_problem_not_a_quantity,
  quantity_out_of_range: m.row_problem_quantity_out_of_range,
  not_a_phone: m.row_problem_not_a_phone,
  not_a_postal_code: m.row_problem_not_a_postal_code,
  not_an_email: m.row_problem_not_an_email,
  not_yes_or_no: m.row_problem_not_yes_or_no,
  too_many_cells: m.row_problem_too_many_cells,
  unclosed_quote: m.row_problem_unclosed_quote,
  unreadable_characters: m.row_problem_unreadable_characters,
  too_long: m.row_problem_too_long,
  order_rows_apart: m.row_problem_order_rows_apart,
  order_incomplete: m.row_problem_order_incomplete,
  too_many_lines: m.row_problem_too_many_lines,
  not_a_mark: m.row_problem_not_a_mark,
  nothing_answered: m.row_problem_nothing_answered,
  totals_differ: m.row_problem_totals_differ,
};

/** Every code that has its sentence. */
export const rowProblemCodes = Object.keys(words);

/** Rows that could be read and found no place; the codes of the import's report. */
const undecided: Record<string, () => string> = {
  return_none: m.row_problem_return_none,
  return_several: m.row_problem_return_several,
  return_nobody: m.row_problem_return_nobody,
  cancel_none: m.row_problem_cancel_none,
  no_purchase: m.row_problem_no_purchase,
  no_such_customer: m.row_problem_no_such_customer,
};
export const undecidedCodes = Object.keys(undecided);

/** One short sentence for a row that was left out; a code of a newer backend gets a general one. */
export function presentRowProblem(code: string): string {
  const sentence = words[code] ?? undecided[code];
  return sentence?.() ?? m.error_row_other();
}
