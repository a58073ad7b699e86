//! One person once, whatever the order: people who are joined and come apart again have exactly what they had.
//!
//! Random shops, random joins and partings, in a real encrypted store. Without work in between a store is compared with
//! one in which only the merges that still stand were ever made; with work, with what each person had before.
//! `PROPTEST_CASES` asks for more of them, `PROPTEST_RNG_SEED` for others. Not here: who is joined (`doubles.rs`), the screens.

#[path = "joined/run.rs"]
mod run;
#[path = "joined/shop.rs"]
mod shop;
#[path = "joined/work.rs"]
mod work;

use proptest::prelude::*;

use run::{block_on, play};
use shop::{any_shop, any_step};
use work::{any_task, play_with_work};

fn cases(few: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok());
    ProptestConfig {
        cases: asked.unwrap_or(few),
        failure_persistence: None,
        max_shrink_iters: 400,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(16))]

    #[test]
    fn a_store_is_as_if_what_came_apart_had_never_been_joined(
        shop in any_shop(),
        steps in prop::collection::vec(any_step(), 2..9),
    ) {
        block_on(play(&shop, &steps))?;
    }

    #[test]
    fn work_in_between_takes_nothing_from_anybody(
        shop in any_shop(),
        steps in prop::collection::vec(prop_oneof![2 => any_step().prop_map(Ok), 3 => any_task().prop_map(Err)], 2..14),
        order in any::<u64>(),
    ) {
        block_on(play_with_work(&shop, &steps, order))?;
    }
}
