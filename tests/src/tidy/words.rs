//! Both languages say the same things with the same blanks to fill.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{expect_none, sources};

/// For each message its key (nested ones joined by dots) and the names of its blanks.
type Messages = BTreeMap<String, BTreeSet<String>>;

/// The files of a language, by name.
fn files(language: &str) -> Vec<(String, Value)> {
    let files = sources(&format!("ui/messages/{language}"), &[".json"]);
    assert!(!files.is_empty(), "each language has its files of messages");
    files
        .into_iter()
        .map(|file| {
            let name = file
                .path
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .trim_end_matches(".json")
                .to_owned();
            (name, serde_json::from_str(&file.text).expect("messages are JSON"))
        })
        .collect()
}

fn messages(language: &str) -> Messages {
    let mut found = Messages::new();
    for (file, value) in files(language) {
        collect(&value, &file, &mut found);
    }
    found
}

fn collect(value: &Value, key: &str, found: &mut Messages) {
    match value {
        Value::Object(parts) => {
            for (name, part) in parts.iter().filter(|(name, _)| *name != "$schema") {
                collect(part, &format!("{key}.{name}"), found);
            }
        }
        // One sentence, or the list of a sentence's variants (plurals differ between languages).
        other => {
            let mut blanks = BTreeSet::new();
            blanks_in(other, &mut blanks);
            found.insert(key.to_owned(), blanks);
        }
    }
}

fn blanks_in(value: &Value, blanks: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            for part in text.split('{').skip(1) {
                if let Some((name, _)) = part.split_once('}') {
                    blanks.insert(name.trim().to_owned());
                }
            }
        }
        Value::Array(parts) => parts.iter().for_each(|part| blanks_in(part, blanks)),
        Value::Object(parts) => parts.values().for_each(|part| blanks_in(part, blanks)),
        _ => {}
    }
}

fn empty_ones(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim().is_empty() => found.push(key.to_owned()),
        Value::Array(parts) => parts.iter().for_each(|part| empty_ones(part, key, found)),
        Value::Object(parts) => {
            for (name, part) in parts {
                empty_ones(part, &format!("{key}.{name}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn both_languages_have_the_same_messages_with_the_same_blanks() {
    let (japanese, english) = (messages("ja"), messages("en"));
    let mut offences = Vec::new();
    for key in japanese.keys().chain(english.keys()).collect::<BTreeSet<_>>() {
        match (japanese.get(key), english.get(key)) {
            (Some(ja), Some(en)) if ja != en => offences.push(format!("{key}: blanks ja {ja:?}, en {en:?}")),
            (Some(_), None) => offences.push(format!("{key}: not in en.json")),
            (None, Some(_)) => offences.push(format!("{key}: not in ja.json")),
            _ => {}
        }
    }
    expect_none(&offences, "messages that differ between the languages");
}

#[test]
fn no_message_is_empty() {
    for language in ["ja", "en"] {
        let mut offences = Vec::new();
        for (file, value) in files(language) {
            empty_ones(&value, &format!("{language}/{file}"), &mut offences);
        }
        expect_none(&offences, "empty messages");
    }
}

#[test]
fn no_japanese_message_calls_a_customer_a_user() {
    let offences: Vec<String> = sources("ui/messages/ja", &[".json"])
        .iter()
        .flat_map(|file| file.text.lines())
        .filter(|line| line.contains("ユーザー"))
        .map(|line| line.trim().to_owned())
        .collect();
    expect_none(&offences, "say お客様, not ユーザー");
}
