//! What every file must have, and what none may hold.

use super::{expect_none, sources};

#[test]
fn every_rust_file_says_what_it_is_for() {
    let offences: Vec<String> = sources("", &[".rs"])
        .into_iter()
        .filter(|file| {
            let head: String = file
                .text
                .lines()
                .take_while(|line| line.starts_with("//!"))
                .map(|line| line.trim_start_matches("//!"))
                .collect();
            // A purpose fits in no fewer letters, and a note in brackets is none.
            head.trim().len() < 12 || head.trim().starts_with('(')
        })
        .map(|file| file.path)
        .collect();
    expect_none(
        &offences,
        "files that do not open with a `//!` that says what they are for",
    );
}

#[test]
fn nothing_is_left_for_later_in_a_comment() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX:")];
    let mut offences = Vec::new();
    for file in sources("", &[".rs", ".ts", ".svelte", ".mjs", ".sql", ".css"]) {
        for (number, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    expect_none(&offences, "work left for later");
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let places = [
        concat!("/wo", "rk/"),
        concat!("/tmp", "/w"),
        concat!("/ro", "ot/"),
        concat!("/Us", "ers/"),
    ];
    let mut offences = Vec::new();
    let endings = [
        ".rs", ".ts", ".svelte", ".mjs", ".sql", ".css", ".md", ".toml", ".json", ".html", ".yml", "run",
    ];
    for file in sources("", &endings) {
        for (number, line) in file.text.lines().enumerate() {
            if places.iter().any(|place| line.contains(place)) {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    expect_none(&offences, "paths of somebody's machine");
}

#[test]
fn colours_of_the_interface_come_from_the_tokens() {
    let mut offences = Vec::new();
    for file in sources("ui/src", &[".svelte", ".css"]) {
        let names_colours = file.path.starts_with("ui/src/styles/");
        for (number, line) in file.text.lines().enumerate() {
            let is_token = names_colours && line.trim_start().starts_with(['-', '/', '*', ':', '[']);
            if has_raw_colour(line) && !is_token {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    expect_none(&offences, "raw colours outside the tokens of ui/src/styles");
}

/// Whether a line of CSS or Svelte names a colour by its numbers.
fn has_raw_colour(line: &str) -> bool {
    if ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("]
        .iter()
        .any(|function| line.contains(function))
    {
        return true;
    }
    line.match_indices('#').any(|(at, _)| {
        let digits = line[at + 1..].chars().take_while(char::is_ascii_hexdigit).count();
        let after = line[at + 1 + digits..].chars().next();
        let ends = after.is_none_or(|next| !next.is_alphanumeric() && next != '-' && next != '_');
        // `{#if`, `href="#top"`, `&#160;` and private fields are no colours.
        let link = ["href=\"", "href='", "href={`", "&", "{", ".", "url("]
            .iter()
            .any(|start| line[..at].ends_with(start));
        matches!(digits, 3 | 4 | 6 | 8) && ends && !link
    })
}

#[test]
fn colours_are_told_from_blocks_links_and_entities() {
    for colour in [
        "color: #fff;",
        "fill=\"#17527a\"",
        "background:#12345678",
        "color: rgb(1 2 3)",
    ] {
        assert!(has_raw_colour(colour), "{colour} is a raw colour");
    }
    for other in [
        "{#each items as item}",
        "<a href=\"#add\">",
        "&#160;",
        "color: var(--ai)",
        "this.#feed = 1",
    ] {
        assert!(!has_raw_colour(other), "{other} is no raw colour");
    }
}
