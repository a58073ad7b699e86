//! Every chart as SVG, PNG and PDF in a folder, to be looked at: `cargo run -p aichaku-charts --example gallery -- DIR`.
#![allow(clippy::print_stdout, reason = "says where the pictures are")]

#[path = "../tests/drawing/samples.rs"]
mod samples;

use std::path::PathBuf;

use aichaku_charts::{Fonts, Look, Paper, PdfOptions, svg_to_pdf, svg_to_png};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::system();
    let looks = [
        (Look::Light, 1.0, "light"),
        (Look::Dark, 1.0, "dark"),
        (Look::Light, 2.0, "light_200"),
    ];
    for (look, scale, name) in looks {
        let charts = samples::gallery(look, scale);
        for (chart, svg) in &charts {
            std::fs::write(folder.join(format!("{chart}_{name}.svg")), svg)?;
            std::fs::write(
                folder.join(format!("{chart}_{name}.png")),
                svg_to_png(svg, 1.5, &fonts)?,
            )?;
        }
        let pages: Vec<&str> = charts.iter().map(|(_, svg)| svg.as_str()).collect();
        let options = PdfOptions {
            paper: Paper::A4Portrait,
            title: "Gallery".to_owned(),
            language: "ja".to_owned(),
        };
        std::fs::write(
            folder.join(format!("all_{name}.pdf")),
            svg_to_pdf(&pages, &options, &fonts)?,
        )?;
    }
    println!("{}", folder.display());
    Ok(())
}
