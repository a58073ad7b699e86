//! Puts the parts together: plugins, commands, events, and the place of the data.
//!
//! Not here: what a command does, and when data is opened, which never keeps the window waiting.

use std::path::{Path, PathBuf};
use std::time::Duration;

use tauri::{App, AppHandle, DragDropEvent, Manager, Theme, WindowEvent, window::Color};
use tauri_specta::Event;

use aichaku_api::wire::{Area, JobProgress};
use aichaku_api::{Clock, Instant, Listener};

use crate::bindings;
use crate::events::{DataChanged, FilesDropped, JobMoved};

/// Names the folder of the data instead of the app's own; for tests and for trying things out.
pub(crate) const DATA_DIR_VARIABLE: &str = "AICHAKU_DATA_DIR";

/// A passphrase for backups that open on another machine.
const PASSPHRASE_VARIABLE: &str = "AICHAKU_PASSPHRASE";

/// How long the first screen has stood when work begins for which nobody waits.
const SETTLED: Duration = Duration::from_secs(20);
/// How often a window that stays open looks whether a new day has begun.
const DAY_WATCH: Duration = Duration::from_secs(600);

/// The ground of the window before the page has drawn itself: `--paper` of each theme, so that a dark
/// screen does not flash white.
const PAPER_LIGHT: Color = Color(0xfa, 0xf9, 0xf7, 0xff);
const PAPER_DARK: Color = Color(0x16, 0x19, 0x1c, 0xff);

/// The folder that holds the shops, their keys and their backups.
#[derive(Debug, Clone)]
pub(crate) struct DataDir(PathBuf);

impl DataDir {
    /// The folder's path.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

/// The app, built and not yet running.
///
/// # Errors
/// The window system cannot be reached, or the place for the data is not known.
pub(crate) fn app() -> tauri::Result<App> {
    let typed = bindings::typed();
    let own_folder = std::env::var_os(DATA_DIR_VARIABLE).is_none();
    let mut builder = tauri::Builder::default();
    if own_folder {
        // First of all plugins, so that a second start hands over before it touches anything. A start
        // with its own folder is a shop of its own and may stand beside the first.
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            bring_to_front(app)
        }));
    }
    builder
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(typed.invoke_handler())
        .setup(move |app| {
            typed.mount_events(app);
            let data = DataDir(data_dir(app.handle())?);
            let passphrase = std::env::var(PASSPHRASE_VARIABLE)
                .ok()
                .filter(|words| !words.is_empty());
            app.manage(
                aichaku_api::App::new(
                    data.path().to_owned(),
                    Box::new(MachineClock),
                    Box::new(Window(app.handle().clone())),
                )
                .with_passphrase(passphrase),
            );
            keep_the_day(app.handle().clone());
            app.manage(data);
            paint_ground(app.handle());
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
                let paths = paths
                    .iter()
                    .filter_map(|path| path.to_str().map(str::to_owned))
                    .collect();
                // A page that is not loaded yet cannot take files; dropping them again works.
                let _ = FilesDropped { paths }.emit(window);
            }
        })
        .build(tauri::generate_context!("tauri.conf.json"))
}

/// The folder named by the environment, otherwise the app's own in the user's profile.
fn data_dir(app: &AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os(DATA_DIR_VARIABLE) {
        Some(named) => Ok(PathBuf::from(named)),
        None => app.path().app_local_data_dir(),
    }
}

/// Leaves one whole file behind when the window is closed.
pub(crate) fn on_run_event(handle: &AppHandle, event: tauri::RunEvent) {
    if matches!(event, tauri::RunEvent::Exit) {
        tauri::async_runtime::block_on(handle.state::<aichaku_api::App>().close());
    }
}

/// Opens the shop while the window draws itself, and begins each day: a laptop behind the counter is often
/// left open overnight. Beginning a day again changes nothing.
fn keep_the_day(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let app = handle.state::<aichaku_api::App>();
        loop {
            // A failure is told to the person by the first command of the page, which meets it too.
            if app.open_at_start().await.is_ok() {
                let _ = app.begin_day().await;
                // Nobody waits for this, so it also waits until the first screen has stood for a while.
                tokio::time::sleep(SETTLED).await;
                let _ = app.tidy().await;
            }
            tokio::time::sleep(DAY_WATCH).await;
        }
    });
}

/// Packs what a large write left stale before anybody opens a chart; nobody waits for it.
pub(crate) fn tidy_soon(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        // What fails here is done, and told, by the question that needs it.
        let _ = handle.state::<aichaku_api::App>().tidy().await;
    });
}

fn paint_ground(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        let ground = match window.theme() {
            Ok(Theme::Dark) => PAPER_DARK,
            _ => PAPER_LIGHT,
        };
        // Only a nicety: without it the window still opens.
        let _ = window.set_background_color(Some(ground));
    }
}

fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // Each may fail when the window is just closing; then there is nothing to bring to front.
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The machine's clock; the one place of the window that reads it.
struct MachineClock;

impl Clock for MachineClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the wiring: everything else takes `now` as an argument"
    )]
    fn now(&self) -> Instant {
        Instant(chrono::Utc::now().timestamp_millis())
    }
}

/// The page hears what the app says.
struct Window(AppHandle);

impl Listener for Window {
    fn data_changed(&self, areas: &[Area]) {
        // A page that is not there yet will load fresh data anyway.
        let _ = DataChanged {
            areas: areas.to_vec(),
        }
        .emit(&self.0);
    }

    fn job_progress(&self, progress: &JobProgress) {
        let _ = JobMoved {
            progress: progress.clone(),
        }
        .emit(&self.0);
    }
}
