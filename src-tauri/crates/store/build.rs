//! Tells cargo that the migrations are part of the program: `sqlx::migrate!` reads them at compile time, and
//! cargo would not notice a new one. Nothing else happens here.

// The only way to speak to cargo.
#[allow(clippy::print_stdout)]
fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
