//! Names of kinds of furniture, materials, finishes and care texts in lists that leave the house, in both languages.
//!
//! Not here: the window's words (`ui/messages`); a test keeps the two the same.

use crate::wire::{ContentKind, Family, Finish, Lang, Material};

/// A kind of furniture.
pub(super) fn family(of: Family, lang: Lang) -> &'static str {
    let (ja, en) = match of {
        Family::Table => ("テーブル", "Table"),
        Family::Chair => ("いす", "Chair"),
        Family::Sofa => ("ソファ", "Sofa"),
        Family::SofaBed => ("ソファベッド", "Sofa bed"),
        Family::Bed => ("ベッド", "Bed"),
        Family::Mattress => ("マットレス", "Mattress"),
        Family::Bedding => ("寝具", "Bedding"),
        Family::Storage => ("収納", "Storage"),
        Family::Desk => ("机", "Desk"),
        Family::DeskChair => ("デスクチェア", "Desk chair"),
        Family::Rug => ("ラグ", "Rug"),
        Family::Curtain => ("カーテン", "Curtain"),
        Family::Lighting => ("照明", "Lighting"),
        Family::Outdoor => ("屋外家具", "Outdoor"),
        Family::Kotatsu => ("こたつ", "Kotatsu"),
        Family::Mirror => ("鏡", "Mirror"),
        Family::Tatami => ("畳", "Tatami"),
        Family::Kids => ("子ども家具", "Children’s"),
        Family::Altar => ("仏壇", "Altar"),
        Family::Accessory => ("小物・お手入れ用品", "Accessory"),
        Family::Other => ("その他", "Other"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// A material.
pub(super) fn material(of: Material, lang: Lang) -> &'static str {
    let (ja, en) = match of {
        Material::SolidWood => ("無垢材", "Solid wood"),
        Material::Veneer => ("突板", "Veneer"),
        Material::Paulownia => ("桐", "Paulownia"),
        Material::Leather => ("本革", "Leather"),
        Material::SyntheticLeather => ("合成皮革", "Synthetic leather"),
        Material::Fabric => ("布", "Fabric"),
        Material::Feather => ("羽根", "Feather"),
        Material::Wool => ("ウール", "Wool"),
        Material::Glass => ("ガラス", "Glass"),
        Material::Marble => ("大理石・石", "Marble"),
        Material::Ceramic => ("陶器・セラミック", "Ceramic"),
        Material::Steel => ("鉄", "Steel"),
        Material::Brass => ("真鍮", "Brass"),
        Material::Rattan => ("籐", "Rattan"),
        Material::PaperCord => ("ペーパーコード", "Paper cord"),
        Material::Melamine => ("メラミン・化粧板", "Melamine"),
        Material::Teak => ("チーク", "Teak"),
        Material::Unknown => ("素材不明", "Material unknown"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// A finish.
pub(super) fn finish(of: Finish, lang: Lang) -> &'static str {
    let (ja, en) = match of {
        Finish::Oil => ("オイル仕上げ", "Oil"),
        Finish::Soap => ("ソープ仕上げ", "Soap"),
        Finish::Wax => ("ワックス仕上げ", "Wax"),
        Finish::Urethane => ("ウレタン塗装", "Urethane"),
        Finish::Lacquer => ("ラッカー塗装", "Lacquer"),
        Finish::Urushi => ("漆", "Urushi"),
        Finish::Pigmented => ("顔料仕上げの革", "Pigmented leather"),
        Finish::Aniline => ("素仕上げの革", "Aniline leather"),
        Finish::Unfinished => ("無塗装", "Unfinished"),
        Finish::NotApplicable => ("仕上げなし", "No finish"),
        Finish::Unknown => ("仕上げ不明", "Finish unknown"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

/// What a care text is for.
pub(super) fn content_kind(of: ContentKind, lang: Lang) -> &'static str {
    let (ja, en) = match of {
        ContentKind::Safety => ("大切なお知らせ(安全)", "Safety notice"),
        ContentKind::Notice => ("お知らせ", "Notice"),
        ContentKind::Care => ("お手入れ", "Care"),
        ContentKind::Offer => ("おすすめ", "Suggestion"),
        ContentKind::Request => ("お願い", "Request"),
    };
    match lang {
        Lang::Ja => ja,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of the window for this language.
    fn window(lang: &str) -> String {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../ui/messages")
            .join(lang);
        std::fs::read_dir(folder)
            .expect("the messages are there")
            .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text"))
            .collect()
    }

    #[test]
    fn lists_and_window_use_the_same_words() {
        for (lang, folder) in [(Lang::Ja, "ja"), (Lang::En, "en")] {
            let words = window(folder);
            for (key, word) in [
                ("family_sofa_bed", family(Family::SofaBed, lang)),
                ("family_accessory", family(Family::Accessory, lang)),
                ("material_paper_cord", material(Material::PaperCord, lang)),
                ("finish_urethane", finish(Finish::Urethane, lang)),
                ("content_kind_safety", content_kind(ContentKind::Safety, lang)),
            ] {
                assert!(
                    words.contains(&format!("\"{key}\": \"{word}\"")),
                    "{key} is {word} in the window, too"
                );
            }
        }
    }
}
