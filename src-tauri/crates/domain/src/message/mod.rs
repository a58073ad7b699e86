//! Messages to customers: filling in names, telling care from advertising, and holding back mistakes.
//!
//! What is found wrong is a [`MessageFinding`], the gate's own word for it, so that a finding made here
//! refuses the contact there (rules G6, G7 and G14). Findings name a field or a word of the text, never a
//! person's data.
//!
//! | room | decides |
//! |---|---|
//! | `fields` | what a template's `{{customer}}` becomes, and what was left unfilled |
//! | `names` | whether people are addressed properly |
//! | `kind` | what a text is by its content: nobody can call an advertisement care |
//! | `sender` | what every advertisement must say about its sender |
//! | `compose` | the whole message: greeting, care, suggestion, signature, sender |
//!
//! Not here: who may be reached (`gate`), layout on paper or in a mail (`delivery`).

mod compose;
mod fields;
mod kind;
mod names;
mod sender;

pub use crate::gate::{FindingKind, MessageFinding};
pub use compose::{Composed, Parts, check_text, compose};
pub use fields::{MergeField, MergeFields, Recipient, Rendered, day_in_words, render};
pub use kind::{advertising_mark, classify_kind, settle_kind};
pub use sender::{SenderBlock, check_sender, opt_out_line, sender_lines};

fn finding(kind: FindingKind, detail: &str) -> MessageFinding {
    MessageFinding {
        kind,
        detail: detail.to_owned(),
    }
}
