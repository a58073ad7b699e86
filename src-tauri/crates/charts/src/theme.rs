//! The app's colours and typeface: the only place of this crate with raw colours.
//!
//! The values are those of the design tokens that the window uses, under the same names; the fifth light and the
//! fourth dark cohort step are a shade deeper, so that 12-pixel numbers on them reach a contrast of 4.5. Not here: sizes and
//! spacing, which each chart decides.

use plotters::style::RGBColor;

/// Typefaces by preference: macOS, Windows 10 and 11, older Windows, Linux.
pub const FONT_FAMILY: &str = "'Hiragino Sans','Yu Gothic UI','Meiryo','Noto Sans CJK JP',sans-serif";

/// The same names for looking up an installed one.
pub const FONT_NAMES: [&str; 5] = [
    "Hiragino Sans",
    "Yu Gothic UI",
    "Meiryo",
    "Noto Sans CJK JP",
    "Noto Sans JP",
];

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// On white; also for paper.
    Light,
    /// On near black.
    Dark,
}

impl Look {
    /// The colours of this look.
    #[must_use]
    pub const fn theme(self) -> &'static Theme {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

/// An opaque colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// `#rrggbb`.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Contrast with `other`, 1..=21. Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// Text on it is light.
    #[must_use]
    pub fn is_dark(self) -> bool {
        self.luminance() < 0.18
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    pub(crate) const fn plot(self) -> RGBColor {
        RGBColor(self.0, self.1, self.2)
    }
}

/// One look's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Ground of the window.
    pub paper: Rgb,
    /// Ground of cards and charts.
    pub surface: Rgb,
    /// Wells and empty cells.
    pub sunken: Rgb,
    /// Faint lines.
    pub line: Rgb,
    /// Axes.
    pub line_strong: Rgb,
    /// Text.
    pub ink: Rgb,
    /// Secondary text.
    pub ink_2: Rgb,
    /// Hints; never for words that must be read.
    pub ink_3: Rgb,
    /// 藍: the main series.
    pub ai: Rgb,
    /// 苔: done, healthy.
    pub koke: Rgb,
    /// 柿: needs a person, too much.
    pub kaki: Rgb,
    /// 山吹: waiting, caution.
    pub yamabuki: Rgb,
    /// Steps from least to most.
    pub cohort: [Rgb; 6],
}

impl Theme {
    /// The colour of text on `ground`: ink, or the look's ground, whichever stands out more.
    #[must_use]
    pub fn text_on(&self, ground: Rgb) -> Rgb {
        if self.ink.contrast(ground) >= self.surface.contrast(ground) {
            self.ink
        } else {
            self.surface
        }
    }

    /// The colour of series number `place`; after six they repeat, so shape must tell series apart as well.
    #[must_use]
    pub fn series(&self, place: usize) -> Rgb {
        [
            self.ai,
            self.kaki,
            self.koke,
            self.yamabuki,
            self.ink_2,
            self.cohort[3],
        ][place % 6]
    }
}

/// On white.
pub const LIGHT: Theme = Theme {
    paper: Rgb(0xfa, 0xf9, 0xf7),
    surface: Rgb(0xff, 0xff, 0xff),
    sunken: Rgb(0xf3, 0xf1, 0xed),
    line: Rgb(0xe4, 0xe0, 0xd9),
    line_strong: Rgb(0xcf, 0xc9, 0xbf),
    ink: Rgb(0x22, 0x26, 0x2b),
    ink_2: Rgb(0x56, 0x5d, 0x66),
    ink_3: Rgb(0x7b, 0x82, 0x8b),
    ai: Rgb(0x17, 0x52, 0x7a),
    koke: Rgb(0x4a, 0x6b, 0x3f),
    kaki: Rgb(0xb4, 0x47, 0x2d),
    yamabuki: Rgb(0x8f, 0x6a, 0x00),
    cohort: [
        Rgb(0xf3, 0xf1, 0xed),
        Rgb(0xdb, 0xe8, 0xf0),
        Rgb(0xb3, 0xcf, 0xe0),
        Rgb(0x7e, 0xac, 0xc8),
        Rgb(0x41, 0x7c, 0x9b),
        Rgb(0x17, 0x52, 0x7a),
    ],
};

/// On near black.
pub const DARK: Theme = Theme {
    paper: Rgb(0x16, 0x19, 0x1c),
    surface: Rgb(0x1e, 0x22, 0x26),
    sunken: Rgb(0x25, 0x29, 0x2e),
    line: Rgb(0x32, 0x37, 0x3d),
    line_strong: Rgb(0x45, 0x4b, 0x52),
    ink: Rgb(0xec, 0xea, 0xe6),
    ink_2: Rgb(0xb2, 0xb6, 0xbb),
    ink_3: Rgb(0x85, 0x8b, 0x92),
    ai: Rgb(0x7d, 0xb6, 0xdc),
    koke: Rgb(0x9c, 0xc4, 0x8c),
    kaki: Rgb(0xf0, 0x8f, 0x76),
    yamabuki: Rgb(0xe0, 0xbd, 0x5c),
    cohort: [
        Rgb(0x25, 0x29, 0x2e),
        Rgb(0x1f, 0x3a, 0x4d),
        Rgb(0x2a, 0x56, 0x73),
        Rgb(0x35, 0x6e, 0x92),
        Rgb(0x5c, 0x9c, 0xc4),
        Rgb(0x93, 0xc9, 0xec),
    ],
};
