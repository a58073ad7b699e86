//! What every chart promises: well-formed, described, clickable, legible, no label on another.

mod convert;
mod forests;
mod promises;
mod samples;
mod words;
