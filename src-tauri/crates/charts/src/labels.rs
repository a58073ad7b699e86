//! Keeping labels apart.
//!
//! Not here: how wide a label is (`text`).

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Area {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Area {
    pub(crate) fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self {
            left,
            top,
            right: left + width,
            bottom: top + height,
        }
    }

    pub(crate) fn width(&self) -> f64 {
        self.right - self.left
    }

    pub(crate) fn height(&self) -> f64 {
        self.bottom - self.top
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Places near `wanted` that are at least `gap` apart and inside `low..=high`, in the order of `wanted`.
///
/// Neighbours that would touch form a block around the middle of their wishes (pool adjacent violators). When all
/// together need more room than there is, they go beyond `high`: the caller makes room first.
pub(crate) fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|left, right| wanted[*left].total_cmp(&wanted[*right]));
    // Each block: its members' mean wish for the block's first place, and how many they are.
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &index in &order {
        let mut block = (wanted[index], 1usize);
        while let Some(&(start, count)) = blocks.last() {
            if start + count as f64 * gap <= block.0 {
                break;
            }
            blocks.pop();
            let shifted = block.0 - count as f64 * gap;
            let weight = (count + block.1) as f64;
            block = (
                (start * count as f64 + shifted * block.1 as f64) / weight,
                count + block.1,
            );
        }
        blocks.push(block);
    }
    let mut sorted: Vec<f64> = blocks
        .iter()
        .flat_map(|&(start, count)| (0..count).map(move |place| start + place as f64 * gap))
        .collect();
    // Push in from the upper border first, then from the lower one, which wins when there is too little room.
    let count = sorted.len();
    for (place, at) in sorted.iter_mut().enumerate() {
        *at = at.min(high - (count - 1 - place) as f64 * gap);
    }
    for (place, at) in sorted.iter_mut().enumerate() {
        *at = at.max(low + place as f64 * gap);
    }
    let mut placed = vec![0.0; wanted.len()];
    for (place, index) in order.into_iter().enumerate() {
        placed[index] = sorted[place];
    }
    placed
}

/// Every how many labels may be shown so that none of `widest` pixels touches the next, at `pitch` pixels apart.
pub(crate) fn every(widest: f64, pitch: f64) -> usize {
    if pitch <= 0.0 {
        usize::MAX
    } else {
        ((widest / pitch).ceil() as usize).max(1)
    }
}

/// A round step so that `top` takes about `parts` of them: 1, 2 or 5 times a power of ten.
pub(crate) fn nice_step(top: f64, parts: f64) -> f64 {
    let rough = (top / parts).max(f64::MIN_POSITIVE);
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|factor| factor * power >= rough * 0.999);
    factor.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_move_apart_and_stay_inside() {
        assert_eq!(
            spread(&[10.0, 50.0], 12.0, 0.0, 100.0),
            [10.0, 50.0],
            "labels that do not touch stay"
        );
        assert_eq!(
            spread(&[50.0, 50.0], 12.0, 0.0, 100.0),
            [44.0, 56.0],
            "twins part evenly"
        );
        assert_eq!(
            spread(&[99.0, 98.0], 12.0, 0.0, 100.0),
            [100.0, 88.0],
            "the border pushes back"
        );
        assert_eq!(
            spread(&[1.0, 0.0, 2.0], 12.0, 0.0, 100.0),
            [12.0, 0.0, 24.0],
            "the order is kept"
        );
        assert_eq!(spread(&[], 12.0, 0.0, 100.0), [0.0; 0], "nothing to place");
    }

    #[test]
    fn steps_are_round() {
        for (top, step) in [(0.37, 0.1), (1.0, 0.2), (0.05, 0.01), (90.0, 20.0), (3.0, 1.0)] {
            assert!(
                (nice_step(top, 5.0) - step).abs() < 1e-9,
                "{top}: {}",
                nice_step(top, 5.0)
            );
        }
    }
}
