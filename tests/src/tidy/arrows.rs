//! Arrows between the rooms point one way, and each outside power has one home.

use std::{collections::BTreeMap, fs};

use toml::{Table, Value};

use super::{expect_none, root, sources};

/// What each room may know of the others. A new arrow needs a decision written down first
/// (docs/ARCHITECTURE.md), then a line here.
const ALLOWED: [(&str, &[&str]); 12] = [
    ("aichaku-stats", &[]),
    ("aichaku-domain", &[]),
    ("aichaku-vault", &[]),
    ("aichaku-charts", &["aichaku-stats"]),
    ("aichaku-exchange", &["aichaku-domain"]),
    ("aichaku-delivery", &["aichaku-domain"]),
    ("aichaku-postal", &["aichaku-domain"]),
    ("aichaku-store", &["aichaku-domain"]),
    (
        "aichaku-api",
        &[
            "aichaku-charts",
            "aichaku-delivery",
            "aichaku-domain",
            "aichaku-exchange",
            "aichaku-postal",
            "aichaku-stats",
            "aichaku-store",
            "aichaku-vault",
        ],
    ),
    ("aichaku-cli", &["aichaku-api", "aichaku-vault"]),
    ("aichaku", &["aichaku-api", "aichaku-vault"]),
    ("xtask", &[]),
];

/// Rooms that only tests enter; they may know everyone, and no shipped room may know them.
const TEST_ROOMS: [&str; 1] = ["aichaku-tests"];

/// Outside libraries (by the start of their name) and the rooms that alone may use them.
const HOMES: [(&str, &[&str]); 6] = [
    ("tauri", &["aichaku"]),
    ("wry", &["aichaku"]),
    ("sqlx", &["aichaku-store"]),
    ("rusqlite", &["aichaku-store"]),
    ("keyring", &["aichaku-vault"]),
    ("plotters", &["aichaku-charts"]),
];

struct Manifest {
    path: String,
    name: String,
    table: Table,
}

fn manifests() -> Vec<Manifest> {
    sources("", &["Cargo.toml"])
        .into_iter()
        .map(|file| {
            let table: Table = file.text.parse().expect("every Cargo.toml is TOML");
            let name = table["package"]["name"]
                .as_str()
                .expect("every package has a name")
                .to_owned();
            Manifest {
                path: file.path,
                name,
                table,
            }
        })
        .collect()
}

impl Manifest {
    /// Names in the given kind of dependencies, those of single systems included.
    fn dependencies(&self, kind: &str) -> Vec<String> {
        let mut names = Vec::new();
        let mut collect = |table: Option<&Value>| {
            if let Some(table) = table.and_then(Value::as_table) {
                names.extend(table.keys().cloned());
            }
        };
        collect(self.table.get(kind));
        for system in self
            .table
            .get("target")
            .and_then(Value::as_table)
            .into_iter()
            .flat_map(Table::values)
        {
            collect(system.get(kind));
        }
        names
    }

    fn shipped_dependencies(&self) -> Vec<String> {
        let mut names = self.dependencies("dependencies");
        names.extend(self.dependencies("build-dependencies"));
        names
    }
}

fn is_ours(name: &str) -> bool {
    name.starts_with("aichaku") || name == "xtask"
}

#[test]
fn arrows_between_rooms_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = ALLOWED.into_iter().collect();
    let mut offences = Vec::new();
    for manifest in manifests() {
        if TEST_ROOMS.contains(&manifest.name.as_str()) {
            continue;
        }
        let Some(may_know) = allowed.get(manifest.name.as_str()) else {
            offences.push(format!(
                "{}: the room {} has no line in ALLOWED",
                manifest.path, manifest.name
            ));
            continue;
        };
        for known in manifest
            .shipped_dependencies()
            .iter()
            .filter(|name| is_ours(name))
        {
            if !may_know.contains(&known.as_str()) {
                offences.push(format!("{} must not know {known}", manifest.name));
            }
        }
        for known in manifest
            .dependencies("dev-dependencies")
            .iter()
            .filter(|name| is_ours(name))
        {
            if !may_know.contains(&known.as_str()) {
                offences.push(format!("tests of {} must not know {known}", manifest.name));
            }
        }
    }
    expect_none(&offences, "dependency arrows");
}

#[test]
fn each_outside_power_has_one_home() {
    let mut offences = Vec::new();
    let shipped = manifests()
        .into_iter()
        .filter(|manifest| !TEST_ROOMS.contains(&manifest.name.as_str()));
    for manifest in shipped {
        for name in manifest.shipped_dependencies() {
            for (start, homes) in HOMES {
                if name.starts_with(start) && !homes.contains(&manifest.name.as_str()) {
                    offences.push(format!(
                        "{} must not use {name}; its home is {homes:?}",
                        manifest.name
                    ));
                }
            }
        }
    }
    expect_none(&offences, "homes of outside libraries");
}

#[test]
fn no_room_but_the_shell_speaks_of_the_window() {
    let offences: Vec<String> = sources("src-tauri/crates", &[".rs"])
        .into_iter()
        .filter(|file| file.text.contains("tauri::") || file.text.contains("tauri_"))
        .map(|file| file.path)
        .collect();
    expect_none(&offences, "files outside the shell that use the window's library");
}

#[test]
fn every_room_keeps_the_lints_of_the_house() {
    let offences: Vec<String> = manifests()
        .into_iter()
        .filter(|manifest| {
            manifest
                .table
                .get("lints")
                .and_then(|lints| lints.get("workspace"))
                .and_then(Value::as_bool)
                != Some(true)
        })
        .map(|manifest| manifest.path)
        .collect();
    expect_none(&offences, "packages without `[lints] workspace = true`");
}

#[test]
fn one_file_of_the_interface_speaks_to_the_window() {
    let speakers: Vec<String> = sources("ui/src", &[".ts", ".js", ".svelte"])
        .into_iter()
        .filter(|file| {
            ["\"@tauri-apps/", "'@tauri-apps/"]
                .iter()
                .any(|import| file.text.contains(import))
        })
        .map(|file| file.path)
        .collect();
    let strangers: Vec<String> = speakers
        .into_iter()
        .filter(|path| path != "ui/src/lib/backend/bindings.ts")
        .collect();
    expect_none(
        &strangers,
        "files that import @tauri-apps beside the generated bindings",
    );
}

#[test]
fn the_window_may_do_no_more_than_listen() {
    let allowed = ["core:event:allow-listen", "core:event:allow-unlisten"];
    let text =
        fs::read_to_string(root().join("src-tauri/capabilities/main.json")).expect("the capability file");
    let capability: serde_json::Value = serde_json::from_str(&text).expect("capabilities are JSON");
    let offences: Vec<String> = capability["permissions"]
        .as_array()
        .expect("permissions are a list")
        .iter()
        .map(ToString::to_string)
        .filter(|permission| !allowed.contains(&permission.trim_matches('"')))
        .collect();
    expect_none(&offences, "permissions of the page beyond listening");
}
