//! Debian and Ubuntu packages that building, running and testing need.

use std::{fs, path::Path};

use crate::{
    Failure,
    process::{self, Program},
};

/// To build the app.
const BUILD: [&str; 6] = [
    "libwebkit2gtk-4.1-dev",
    "librsvg2-dev",
    "libxdo-dev",
    "libssl-dev",
    "build-essential",
    "pkg-config",
];

/// To run it without a screen, drive it, and read Japanese on its pictures.
const LOOK: [&str; 6] = [
    "xvfb",
    "dbus-x11",
    "fonts-noto-cjk",
    "webkit2gtk-driver",
    "poppler-utils",
    "imagemagick",
];

/// What the measurements compare with.
const PEERS: [&str; 2] = ["sqlite3", "python3-venv"];

/// Whether this machine installs with apt.
pub(crate) fn is_here() -> bool {
    cfg!(target_os = "linux") && Path::new("/etc/debian_version").exists() && process::exists("apt-get")
}

/// Installs what is missing of the packages for building and looking.
///
/// Refuses with the command to type when this user may not install.
pub(crate) fn install_missing() -> Result<(), Failure> {
    install_of(BUILD.into_iter().chain(LOOK))
}

/// Installs what the measurements compare with.
pub(crate) fn install_peers() -> Result<(), Failure> {
    install_of(PEERS.into_iter())
}

fn install_of(packages: impl Iterator<Item = &'static str>) -> Result<(), Failure> {
    let missing: Vec<&str> = packages.filter(|package| !installed(package)).collect();
    install(&missing)
}

/// Installs Node when the system offers at least `major`; false when it does not.
pub(crate) fn install_node(major: u32) -> Result<bool, Failure> {
    let offered = Program::new("apt-cache", ["policy", "nodejs"])
        .with("LC_ALL", "C")
        .answer()
        .and_then(|policy| candidate_major(&policy));
    if offered.is_none_or(|offered| offered < major) {
        return Ok(false);
    }
    install(&["nodejs", "npm"])?;
    Ok(true)
}

fn candidate_major(policy: &str) -> Option<u32> {
    let line = policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    line.split(['.', ':']).next()?.parse().ok()
}

fn installed(package: &str) -> bool {
    Program::new("dpkg-query", ["-W", "-f=${db:Status-Status}", package])
        .answer()
        .is_some_and(|status| status.trim() == "installed")
}

fn install(packages: &[&str]) -> Result<(), Failure> {
    if packages.is_empty() {
        return Ok(());
    }
    println!("Installing: {}", packages.join(" "));
    let prefix: &[&str] = if is_root() {
        &[]
    } else if process::exists("sudo") && Program::new("sudo", ["-n", "true"]).answer().is_some() {
        &["sudo", "-n"]
    } else {
        return Err(format!(
            "These packages are missing, please install them: sudo apt-get install {}",
            packages.join(" ")
        ));
    };
    apt_get(prefix, &["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(packages);
    apt_get(prefix, &arguments)
}

fn apt_get(prefix: &[&str], arguments: &[&str]) -> Result<(), Failure> {
    let words: Vec<&str> = prefix
        .iter()
        .chain(&["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .chain(arguments)
        .copied()
        .collect();
    match words.split_first() {
        Some((program, rest)) => Program::new(program, rest).succeed(),
        None => Ok(()),
    }
}

/// Root has no restriction on the effective user of this process; read where Linux says it.
fn is_root() -> bool {
    fs::read_to_string("/proc/self/status").is_ok_and(|status| {
        status
            .lines()
            .find_map(|line| line.strip_prefix("Uid:"))
            .and_then(|uids| uids.split_whitespace().nth(1).map(|uid| uid == "0"))
            .unwrap_or(false)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_offered_version_of_node_is_read_from_the_policy() {
        let policy = "nodejs:\n  Installed: (none)\n  Candidate: 20.19.2+dfsg-1\n";
        assert_eq!(
            candidate_major(policy),
            Some(20),
            "the major version of the candidate"
        );
        assert_eq!(
            candidate_major("nodejs:\n  Candidate: (none)\n"),
            None,
            "nothing is offered"
        );
    }
}
