//! The surface on which plotters draws: SVG text with groups, titles, rounded corners and tenths of a pixel.
//!
//! plotters' own SVG backend writes whole pixels, one font name and no attributes. This one is a plotters
//! `DrawingBackend` as well, so layout, coordinates, series and elements stay plotters'; what it adds are `<g>`
//! with `data-` attributes and `<title>` around anything drawn, the app's list of typefaces, rounded rectangles
//! and dashes. Not here: any chart.

use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::Write as _;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, DrawingBackend, FontStyle, IntoDrawingArea, IntoFont, PathElement, Rectangle,
    ShapeStyle, Text, TextStyle,
};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

use crate::Frame;
use crate::labels::Area;
use crate::text;
use crate::theme::{FONT_FAMILY, Rgb, Theme};

/// plotters' whole "pixels" in one CSS pixel, so that its integer coordinates are tenths of a pixel.
pub(crate) const UNITS: f64 = 10.0;

/// What plotters' drawing functions return here: nothing can go wrong while writing into memory.
const DRAWN: &str = "BUG: drawing into memory cannot fail";

type Outcome = Result<(), DrawingErrorKind<Infallible>>;

/// The SVG so far and the attributes that plotters has no words for.
struct Scene {
    size: (u32, u32),
    body: String,
    corner: f64,
    dash: Option<&'static str>,
}

/// The plotters backend; all pens of a canvas write into one scene.
#[derive(Clone)]
pub(crate) struct Pen(Rc<RefCell<Scene>>);

/// plotters' drawing area with this backend.
pub(crate) type PlotArea = DrawingArea<Pen, Shift>;

/// Horizontal side from which a text grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// Size, colour and weight of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f64,
    pub(crate) color: Rgb,
    pub(crate) bold: bool,
    pub(crate) anchor: Anchor,
}

impl Type {
    pub(crate) fn new(size: f64, color: Rgb) -> Self {
        Self {
            size,
            color,
            bold: false,
            anchor: Anchor::Start,
        }
    }

    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(crate) fn middle(self) -> Self {
        Self {
            anchor: Anchor::Middle,
            ..self
        }
    }

    pub(crate) fn end(self) -> Self {
        Self {
            anchor: Anchor::End,
            ..self
        }
    }

    pub(crate) fn width(&self, words: &str) -> f64 {
        text::width(words, self.size, self.bold)
    }
}

/// A chart being drawn. Coordinates of its methods are CSS pixels.
pub(crate) struct Canvas {
    pen: Pen,
    area: PlotArea,
    pub(crate) theme: &'static Theme,
    /// Text scale of the frame.
    pub(crate) scale: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Canvas {
    /// A canvas of the given size on the theme's surface.
    pub(crate) fn new(frame: &Frame, width: f64, height: f64) -> Self {
        let size = ((width * UNITS).ceil() as u32, (height * UNITS).ceil() as u32);
        let pen = Pen(Rc::new(RefCell::new(Scene {
            size,
            body: String::new(),
            corner: 0.0,
            dash: None,
        })));
        let area = pen.clone().into_drawing_area();
        let theme = frame.theme();
        area.fill(&theme.surface.plot()).expect(DRAWN);
        Self {
            pen,
            area,
            theme,
            scale: frame.scale(),
            width,
            height,
        }
    }

    /// Normal text size: 12 pixels at scale 1.
    pub(crate) fn normal(&self) -> Type {
        Type::new(12.0 * self.scale, self.theme.ink)
    }

    /// Secondary text, 11 pixels at scale 1.
    pub(crate) fn small(&self) -> Type {
        Type::new(11.0 * self.scale, self.theme.ink_2)
    }

    /// The part of the canvas on which plotters may build a chart.
    pub(crate) fn plot_area(&self, part: &Area) -> PlotArea {
        let (left, top) = units(part.left, part.top);
        let (width, height) = units(part.width(), part.height());
        self.area
            .clone()
            .shrink((left, top), (width.max(1), height.max(1)))
    }

    /// Draws inside a `<g>` with these attributes and, when not empty, a `<title>`.
    pub(crate) fn group(&self, attributes: &[(&str, &str)], title: &str, draw: impl FnOnce()) {
        self.raw(|body| {
            body.push_str("<g");
            for (name, value) in attributes {
                let _ = write!(body, " {name}=\"{}\"", text::escape(value));
            }
            body.push('>');
            if !title.is_empty() {
                let _ = write!(body, "<title>{}</title>", text::escape(title));
            }
        });
        draw();
        self.raw(|body| body.push_str("</g>\n"));
    }

    /// Draws with rounded corners of `radius` pixels on rectangles.
    pub(crate) fn rounded(&self, radius: f64, draw: impl FnOnce()) {
        let before = std::mem::replace(&mut self.pen.0.borrow_mut().corner, radius);
        draw();
        self.pen.0.borrow_mut().corner = before;
    }

    /// Draws lines with an SVG dash pattern.
    pub(crate) fn dashed(&self, pattern: Option<&'static str>, draw: impl FnOnce()) {
        let before = std::mem::replace(&mut self.pen.0.borrow_mut().dash, pattern);
        draw();
        self.pen.0.borrow_mut().dash = before;
    }

    pub(crate) fn rect(&self, part: &Area, fill: Rgb) {
        let corners = [units(part.left, part.top), units(part.right, part.bottom)];
        self.area
            .draw(&Rectangle::new(corners, fill.plot().filled()))
            .expect(DRAWN);
    }

    pub(crate) fn line(&self, points: &[(f64, f64)], color: Rgb, width: f64) {
        let points: Vec<BackendCoord> = points.iter().map(|(x, y)| units(*x, *y)).collect();
        self.area
            .draw(&PathElement::new(points, stroke(color, width)))
            .expect(DRAWN);
    }

    pub(crate) fn dot(&self, x: f64, y: f64, radius: f64, color: Rgb) {
        self.area
            .draw(&Circle::new(units(x, y), radius * UNITS, color.plot().filled()))
            .expect(DRAWN);
    }

    pub(crate) fn ring(&self, x: f64, y: f64, radius: f64, color: Rgb, width: f64) {
        self.dot(x, y, radius, self.theme.surface);
        self.area
            .draw(&Circle::new(units(x, y), radius * UNITS, stroke(color, width)))
            .expect(DRAWN);
    }

    /// Text whose vertical middle is at `y`.
    pub(crate) fn text(&self, x: f64, y: f64, words: &str, look: Type) {
        if words.is_empty() {
            return;
        }
        let style = if look.bold {
            FontStyle::Bold
        } else {
            FontStyle::Normal
        };
        let font = ("sans-serif", look.size * UNITS, style).into_font();
        let side = match look.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let color = look.color.plot();
        let style = TextStyle::from(font)
            .color(&color)
            .pos(Pos::new(side, VPos::Center));
        self.area
            .draw(&Text::new(words.to_owned(), units(x, y), style))
            .expect(DRAWN);
    }

    /// Diagonal lines over a rectangle: "not yet" or "too much" for eyes that do not see the colour.
    pub(crate) fn hatch(&self, part: &Area, color: Rgb, gap: f64) {
        let mut offset = gap;
        while offset < part.width() + part.height() {
            let from = (
                part.left + (offset - part.height()).max(0.0),
                part.top + offset.min(part.height()),
            );
            let to = (
                part.left + offset.min(part.width()),
                part.top + (offset - part.width()).max(0.0),
            );
            self.line(&[from, to], color, 1.0);
            offset += gap;
        }
    }

    /// A sentence in the middle, for a chart about which nothing can be drawn yet.
    pub(crate) fn message(&self, words: &str) {
        let look = Type {
            color: self.theme.ink_2,
            ..self.normal()
        }
        .middle();
        let lines = text::wrap(words, look.size, self.width - 4.0 * look.size);
        let step = look.size * 1.6;
        let top = self.height / 2.0 - step * (lines.len() as f64 - 1.0) / 2.0;
        for (place, line) in lines.iter().enumerate() {
            self.text(self.width / 2.0, top + place as f64 * step, line, look);
        }
    }

    /// The finished SVG; `words` describe the chart to who cannot see it.
    pub(crate) fn finish(self, words: &str) -> String {
        let Self {
            pen, width, height, ..
        } = self;
        let scene = pen.0.borrow();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
             viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{}\" font-family=\"{FONT_FAMILY}\">\n\
             {}</svg>\n",
            text::escape(words),
            scene.body
        )
    }

    fn raw(&self, write: impl FnOnce(&mut String)) {
        write(&mut self.pen.0.borrow_mut().body);
    }
}

/// A line style of `width` pixels.
pub(crate) fn stroke(color: Rgb, width: f64) -> ShapeStyle {
    Color::stroke_width(&color.plot(), (width * UNITS).round() as u32)
}

/// Unwraps what plotters returns: this backend has no errors.
pub(crate) fn drawn<T, E: std::fmt::Debug>(outcome: Result<T, E>) -> T {
    outcome.expect(DRAWN)
}

fn units(x: f64, y: f64) -> BackendCoord {
    ((x * UNITS).round() as i32, (y * UNITS).round() as i32)
}

/// Writes tenths of a pixel without needless digits.
struct Px(i32);

impl std::fmt::Display for Px {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, tenth) = (self.0 / 10, self.0 % 10);
        match (whole, tenth) {
            (whole, 0) => write!(f, "{whole}"),
            (0, tenth) if tenth < 0 => write!(f, "-0.{}", -tenth),
            (whole, tenth) => write!(f, "{whole}.{}", tenth.abs()),
        }
    }
}

fn hex(color: BackendColor) -> String {
    Rgb(color.rgb.0, color.rgb.1, color.rgb.2).hex()
}

impl Scene {
    fn paint(&mut self, style: &impl BackendStyle, fill: bool) {
        let color = style.color();
        if fill {
            let _ = write!(self.body, " fill=\"{}\"", hex(color));
        } else {
            let width = Px(style.stroke_width() as i32);
            let _ = write!(
                self.body,
                " fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"",
                hex(color)
            );
            if let Some(dash) = self.dash {
                let _ = write!(self.body, " stroke-dasharray=\"{dash}\"");
            }
        }
        if color.alpha < 1.0 {
            let _ = write!(self.body, " opacity=\"{:.2}\"", color.alpha);
        }
        self.body.push_str("/>\n");
    }

    fn points(&mut self, tag: &str, points: impl IntoIterator<Item = BackendCoord>) {
        let _ = write!(self.body, "<{tag} points=\"");
        for (place, (x, y)) in points.into_iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            let _ = write!(self.body, "{space}{},{}", Px(x), Px(y));
        }
        self.body.push('"');
    }
}

impl DrawingBackend for Pen {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.borrow().size
    }

    fn ensure_prepared(&mut self) -> Outcome {
        Ok(())
    }

    fn present(&mut self) -> Outcome {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Outcome {
        self.draw_rect(
            point,
            (point.0 + UNITS as i32, point.1 + UNITS as i32),
            &color,
            true,
        )
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let mut scene = self.0.borrow_mut();
        let (left, right) = (upper_left.0.min(bottom_right.0), upper_left.0.max(bottom_right.0));
        let (top, bottom) = (upper_left.1.min(bottom_right.1), upper_left.1.max(bottom_right.1));
        let (x, y, width, height) = (Px(left), Px(top), Px(right - left), Px(bottom - top));
        let _ = write!(
            scene.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\""
        );
        if scene.corner > 0.0 {
            let corner = scene.corner;
            let _ = write!(scene.body, " rx=\"{corner}\"");
        }
        scene.paint(style, fill);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome {
        let mut scene = self.0.borrow_mut();
        scene.points("polyline", path);
        scene.body.push_str(" stroke-linejoin=\"round\"");
        scene.paint(style, false);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Outcome {
        let mut scene = self.0.borrow_mut();
        let (x, y, radius) = (Px(center.0), Px(center.1), Px(radius as i32));
        let _ = write!(scene.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"");
        scene.paint(style, fill);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Outcome {
        let mut scene = self.0.borrow_mut();
        scene.points("polygon", vert);
        scene.paint(style, true);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, style: &T, pos: BackendCoord) -> Outcome {
        let mut scene = self.0.borrow_mut();
        let size = style.size();
        // From the anchored side to the baseline: Latin and Japanese capitals stand about 0.72 em high.
        let down = match style.anchor().v_pos {
            VPos::Top => 0.88,
            VPos::Center => 0.36,
            VPos::Bottom => -0.12,
        };
        let (x, y) = (Px(pos.0), Px(pos.1 + (size * down).round() as i32));
        let _ = write!(
            scene.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"",
            Px(size.round() as i32)
        );
        match style.anchor().h_pos {
            HPos::Left => {}
            HPos::Center => scene.body.push_str(" text-anchor=\"middle\""),
            HPos::Right => scene.body.push_str(" text-anchor=\"end\""),
        }
        if matches!(style.style(), FontStyle::Bold) {
            scene.body.push_str(" font-weight=\"600\"");
        }
        let _ = writeln!(
            scene.body,
            " fill=\"{}\">{}</text>",
            hex(style.color()),
            text::escape(words)
        );
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = text::width(words, style.size(), bold);
        Ok((width.ceil() as u32, (style.size() * 1.2).ceil() as u32))
    }
}
