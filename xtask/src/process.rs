//! Starting other programs: where, with what, and what they said.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use crate::Failure;

/// After so much silence a line says that the step is still at work.
const SILENCE: Duration = Duration::from_secs(30);

/// The top of the checkout.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where everything built goes: `target`, unless the environment says otherwise.
pub(crate) fn target_dir() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(named) => root().join(named),
        None => root().join("target"),
    }
}

/// The app as `cargo build` leaves it.
pub(crate) fn debug_app() -> PathBuf {
    app_of("debug")
}

/// The app as `cargo build --release` leaves it.
pub(crate) fn released_app() -> PathBuf {
    app_of("release")
}

fn app_of(profile: &str) -> PathBuf {
    target_dir()
        .join(profile)
        .join(format!("aichaku{}", std::env::consts::EXE_SUFFIX))
}

/// Whether a program of this name can be started.
pub(crate) fn exists(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|folder| {
            ["", ".exe", ".cmd"]
                .iter()
                .any(|ending| folder.join(format!("{program}{ending}")).is_file())
        })
    })
}

/// What a program said (both streams, in the order of arrival) and whether it ended well.
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) ok: bool,
}

/// A program about to be started at the top of the checkout.
pub(crate) struct Program {
    command: Command,
    shown: String,
}

/// `cargo` with `arguments`.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Program {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut program = Program::new(cargo, arguments);
    program.shown = program.shown.replacen(&*shown_cargo(), "cargo", 1);
    // Set while this program runs; a nested cargo would take this package for the current one.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        program.command.env_remove(name);
    }
    program
}

fn shown_cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

/// `npm` with `arguments` in `folder`.
pub(crate) fn npm<S: AsRef<OsStr>>(folder: &Path, arguments: impl IntoIterator<Item = S>) -> Program {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Program::new(npm, arguments).within(folder)
}

impl Program {
    /// `program` with `arguments`.
    pub(crate) fn new<S: AsRef<OsStr>>(
        program: impl AsRef<OsStr>,
        arguments: impl IntoIterator<Item = S>,
    ) -> Self {
        let mut command = Command::new(program.as_ref());
        let mut shown = program.as_ref().to_string_lossy().into_owned();
        for argument in arguments {
            shown.push(' ');
            shown.push_str(&argument.as_ref().to_string_lossy());
            command.arg(argument);
        }
        command.current_dir(root());
        Self { command, shown }
    }

    /// In another folder than the top.
    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// With a variable of the environment.
    pub(crate) fn with(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// With arguments handed on from the caller.
    pub(crate) fn and(mut self, arguments: &[String]) -> Self {
        self.command.args(arguments);
        self
    }

    /// Runs it in the person's terminal.
    pub(crate) fn succeed(mut self) -> Result<(), Failure> {
        match self.command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("`{}` failed ({status}).", self.shown)),
            Err(error) => Err(format!("`{}` could not be started: {error}.", self.shown)),
        }
    }

    /// Runs it silently and gives its standard output; `None` when it failed.
    pub(crate) fn answer(mut self) -> Option<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it, shows each line as it comes, and keeps them. A sign of life replaces long silence.
    pub(crate) fn watched(mut self) -> Said {
        println!("$ {}", self.shown);
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = match self.command.spawn() {
            Ok(child) => child,
            Err(error) => {
                let text = format!("could not be started: {error}");
                println!("{text}");
                return Said { text, ok: false };
            }
        };
        let (sender, lines) = mpsc::channel();
        let streams = [
            child
                .stdout
                .take()
                .map(|stream| Box::new(stream) as Box<dyn Read + Send>),
            child
                .stderr
                .take()
                .map(|stream| Box::new(stream) as Box<dyn Read + Send>),
        ];
        for stream in streams.into_iter().flatten() {
            let sender = sender.clone();
            thread::spawn(move || pass_on(stream, &sender));
        }
        drop(sender);
        let began = Instant::now();
        let mut text = String::new();
        loop {
            match lines.recv_timeout(SILENCE) {
                Ok(line) => {
                    println!("{line}");
                    text.push_str(&line);
                    text.push('\n');
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    println!("… still at work after {} s", began.elapsed().as_secs());
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => break,
            }
        }
        let ok = child.wait().is_ok_and(|status| status.success());
        Said { text, ok }
    }
}

fn pass_on(stream: Box<dyn Read + Send>, sender: &mpsc::Sender<String>) {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    loop {
        bytes.clear();
        match reader.read_until(b'\n', &mut bytes) {
            Ok(0) | Err(_) => return,
            Ok(_) => {
                let line = String::from_utf8_lossy(&bytes)
                    .trim_end_matches(['\n', '\r'])
                    .to_owned();
                if sender.send(line).is_err() {
                    return;
                }
            }
        }
    }
}
