//! Draws the icons of the three systems from `icons/aichaku.svg`.
//!
//! The results are committed, so that nobody needs this to build the app.

use std::{fs, path::Path};

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree},
};

use crate::{Failure, process};

/// Sides of the PNG files in pixels, and their names as Linux packages and the bundler expect them.
const PNG_FILES: [(u32, &str); 7] = [
    (16, "16x16.png"),
    (32, "32x32.png"),
    (64, "64x64.png"),
    (128, "128x128.png"),
    (256, "128x128@2x.png"),
    (512, "icon.png"),
    (1024, "1024x1024.png"),
];

/// Sides in the Windows icon.
const ICO_SIDES: [u32; 7] = [16, 20, 24, 32, 48, 64, 256];

/// Entries of the macOS icon with the sides of their PNG pictures, as `iconutil` writes them.
const ICNS_ENTRIES: [(&[u8; 4], u32); 8] = [
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic07", 128),
    (b"ic13", 256),
    (b"ic08", 256),
    (b"ic14", 512),
    (b"ic09", 512),
    (b"ic10", 1024),
];

/// The share of the side that macOS icons fill; the rest is their usual margin (824 of 1024).
const MACOS_SHARE: f32 = 824.0 / 1024.0;

/// Draws everything anew.
pub(crate) fn draw() -> Result<(), Failure> {
    let folder = process::root().join("icons");
    let source = folder.join("aichaku.svg");
    let svg = fs::read(&source).map_err(|error| format!("icons/aichaku.svg cannot be read: {error}."))?;
    let tree = Tree::from_data(&svg, &Options::default())
        .map_err(|error| format!("icons/aichaku.svg is not a drawing: {error}."))?;
    for (side, name) in PNG_FILES {
        write(&folder.join(name), &png(&picture(&tree, side, 1.0)?)?)?;
    }
    write(&folder.join("icon.ico"), &ico(&tree)?)?;
    write(&folder.join("icon.icns"), &icns(&tree)?)?;
    Ok(())
}

fn picture(tree: &Tree, side: u32, share: f32) -> Result<Pixmap, Failure> {
    let mut pixmap = Pixmap::new(side, side).ok_or("An icon of no size was asked for.")?;
    #[allow(clippy::cast_precision_loss, reason = "sides are at most 1024")]
    let side = side as f32;
    let margin = side * (1.0 - share) / 2.0;
    let scale = side * share / tree.size().width();
    let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
    resvg::render(tree, place, &mut pixmap.as_mut());
    Ok(pixmap)
}

fn png(pixmap: &Pixmap) -> Result<Vec<u8>, Failure> {
    pixmap
        .encode_png()
        .map_err(|error| format!("A PNG could not be written: {error}."))
}

fn ico(tree: &Tree) -> Result<Vec<u8>, Failure> {
    let mut folder = ico::IconDir::new(ico::ResourceType::Icon);
    for side in ICO_SIDES {
        let straight = picture(tree, side, 1.0)?
            .pixels()
            .iter()
            .flat_map(|pixel| {
                let colour = pixel.demultiply();
                [colour.red(), colour.green(), colour.blue(), colour.alpha()]
            })
            .collect();
        let image = ico::IconImage::from_rgba_data(side, side, straight);
        // Old parts of Windows read small entries only as bitmaps.
        let entry = if side < 256 {
            ico::IconDirEntry::encode_as_bmp(&image)
        } else {
            ico::IconDirEntry::encode(&image)
        };
        folder.add_entry(entry.map_err(|error| format!("The Windows icon could not be written: {error}."))?);
    }
    let mut bytes = Vec::new();
    folder
        .write(&mut bytes)
        .map_err(|error| format!("The Windows icon could not be written: {error}."))?;
    Ok(bytes)
}

/// An `icns` file: `icns`, the length of all in big-endian, then per entry its type, its length with this
/// head of eight bytes, and a PNG.
fn icns(tree: &Tree) -> Result<Vec<u8>, Failure> {
    let mut entries = Vec::new();
    for (kind, side) in ICNS_ENTRIES {
        let picture = png(&picture(tree, side, MACOS_SHARE)?)?;
        entries.extend_from_slice(kind);
        entries.extend_from_slice(&length_with_head(&picture)?);
        entries.extend_from_slice(&picture);
    }
    let mut file = b"icns".to_vec();
    file.extend_from_slice(&length_with_head(&entries)?);
    file.extend_from_slice(&entries);
    Ok(file)
}

fn length_with_head(content: &[u8]) -> Result<[u8; 4], Failure> {
    u32::try_from(content.len() + 8)
        .map(u32::to_be_bytes)
        .map_err(|_| "The macOS icon is larger than its format allows.".to_owned())
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(file, bytes).map_err(|error| format!("{} cannot be written: {error}.", file.display()))?;
    println!("{} ({} bytes)", file.display(), bytes.len());
    Ok(())
}
