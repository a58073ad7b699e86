//! How wide words will be, without a font at hand: close enough to keep labels apart, and a little too wide.
//!
//! Not here: real shaping, which the window, resvg and krilla do.

/// Estimated width in pixels of `text` at `size` pixels. Bold adds 6 %.
#[must_use]
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    ems * size * if bold { 1.06 } else { 1.0 }
}

/// `text`, or as much of it as fits into `most` pixels with `…` behind. Empty when not even `…` fits.
#[must_use]
pub fn fit(text: &str, size: f64, bold: bool, most: f64) -> String {
    if width(text, size, bold) <= most {
        return text.to_owned();
    }
    let mut left = most - width("…", size, bold);
    if left < 0.0 {
        return String::new();
    }
    let kept: String = text
        .chars()
        .take_while(|character| {
            left -= width(character.encode_utf8(&mut [0; 4]), size, bold);
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// `text` in lines of at most `most` pixels: broken at spaces, or between any two wide characters.
#[must_use]
pub fn wrap(text: &str, size: f64, most: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0.0;
    for piece in pieces(text) {
        let wide = width(piece, size, false);
        if used > 0.0 && used + wide > most {
            lines.push(String::new());
            used = 0.0;
        }
        let piece = if used == 0.0 { piece.trim_start() } else { piece };
        if let Some(line) = lines.last_mut() {
            line.push_str(piece);
        }
        used += width(piece, size, false);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Pieces between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let closes = |character: char| "、。，．・）」』】)!?！？ー…".contains(character);
    let mut before: Option<char> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let opens = before.is_some_and(|before| {
            if character == ' ' {
                return !characters.peek().is_some_and(|(_, next)| closes(*next));
            }
            (ems(character) >= 1.0 || ems(before) >= 1.0) && before != ' ' && !closes(character)
        });
        if opens {
            cuts.push(at);
        }
        before = Some(character);
    }
    cuts.push(text.len());
    cuts.windows(2)
        .map(|pair| &text[pair[0]..pair[1]])
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Width of one character in ems: full for East Asian wide and unknown scripts, by class for Latin.
fn ems(character: char) -> f64 {
    match character {
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' => 0.32,
        ' ' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 0.40,
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '&' => 0.95,
        '0'..='9' | '+' | '=' | '<' | '>' | '¥' | '$' | '–' => 0.60,
        'A'..='Z' => 0.70,
        '\u{20}'..='\u{7e}' => 0.60,
        '\u{a0}'..='\u{024f}' | '\u{0370}'..='\u{052f}' => 0.65,
        // Half-width kana.
        '\u{ff61}'..='\u{ff9f}' => 0.55,
        _ => 1.0,
    }
}

/// `text` with the five characters of XML escaped and characters that XML forbids left out.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}
