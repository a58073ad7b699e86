//! Names of people with their readings, the common ones and the old forms that make searching hard.
//!
//! Kept as text, `kanji/kana` with blanks between, because a list of tuples would be ten times as long. Not
//! here: who bears them.

/// Family names, roughly by how common they are; old forms stand beside the new ones.
const FAMILY: &str = "
佐藤/さとう 鈴木/すずき 高橋/たかはし 髙橋/たかはし 田中/たなか 伊藤/いとう 渡辺/わたなべ 渡邉/わたなべ 渡邊/わたなべ
山本/やまもと 中村/なかむら 小林/こばやし 加藤/かとう 吉田/よしだ 𠮷田/よしだ 山田/やまだ 佐々木/ささき 山口/やまぐち 松本/まつもと
井上/いのうえ 木村/きむら 林/はやし 斎藤/さいとう 齋藤/さいとう 齊藤/さいとう 斉藤/さいとう 清水/しみず 山崎/やまざき 山﨑/やまさき
森/もり 池田/いけだ 橋本/はしもと 阿部/あべ 石川/いしかわ 山下/やました 中島/なかじま 中嶋/なかじま 石井/いしい 小川/おがわ
前田/まえだ 岡田/おかだ 長谷川/はせがわ 藤田/ふじた 後藤/ごとう 近藤/こんどう 村上/むらかみ 遠藤/えんどう 青木/あおき 坂本/さかもと
福田/ふくだ 太田/おおた 西村/にしむら 藤井/ふじい 金子/かねこ 岡本/おかもと 藤原/ふじわら 三浦/みうら 中野/なかの 中川/なかがわ
原田/はらだ 松田/まつだ 竹内/たけうち 小野/おの 田村/たむら 中山/なかやま 和田/わだ 石田/いしだ 森田/もりた 上田/うえだ
原/はら 内田/うちだ 柴田/しばた 酒井/さかい 宮崎/みやざき 宮﨑/みやざき 横山/よこやま 高木/たかぎ 髙木/たかぎ 安藤/あんどう
宮本/みやもと 大野/おおの 小島/こじま 谷口/たにぐち 工藤/くどう 今井/いまい 高田/たかだ 増田/ますだ 丸山/まるやま 杉山/すぎやま
村田/むらた 大塚/おおつか 新井/あらい 平野/ひらの 藤本/ふじもと 河野/こうの 上野/うえの 野口/のぐち 武田/たけだ 松井/まつい
千葉/ちば 菅原/すがわら 岩崎/いわさき 木下/きのした 久保/くぼ 佐野/さの 野村/のむら 松尾/まつお 市川/いちかわ 菊地/きくち
杉本/すぎもと 古川/ふるかわ 島田/しまだ 水野/みずの 桜井/さくらい 櫻井/さくらい 高野/たかの 吉川/よしかわ 山内/やまうち 西田/にしだ
飯田/いいだ 菊池/きくち 西川/にしかわ 小松/こまつ 北村/きたむら 安田/やすだ 五十嵐/いがらし 川口/かわぐち 平田/ひらた 関/せき
中田/なかた 久保田/くぼた 服部/はっとり 東/あずま 岩田/いわた 土屋/つちや 川崎/かわさき 福島/ふくしま 本田/ほんだ 辻/つじ
樋口/ひぐち 秋山/あきやま 田口/たぐち 永井/ながい 山中/やまなか 中西/なかにし 吉村/よしむら 川上/かわかみ 大西/おおにし 石原/いしはら
松岡/まつおか 浜田/はまだ 濱田/はまだ 馬場/ばば 森本/もりもと 矢野/やの 浅野/あさの 松下/まつした 星野/ほしの 大久保/おおくぼ
吉岡/よしおか 小池/こいけ 野田/のだ 荒木/あらき 熊谷/くまがい 松浦/まつうら 大谷/おおたに 内藤/ないとう 黒田/くろだ 尾崎/おざき
川村/かわむら 永田/ながた 望月/もちづき 松村/まつむら 田辺/たなべ 田邉/たなべ 荒井/あらい 堀/ほり 菅野/かんの 平井/ひらい
大島/おおしま 西山/にしやま 早川/はやかわ 広瀬/ひろせ 廣瀬/ひろせ 栗原/くりはら 横田/よこた 石橋/いしばし 岩本/いわもと 萩原/はぎわら
片山/かたやま 関口/せきぐち 宮田/みやた 大石/おおいし 本間/ほんま 須藤/すどう 岡崎/おかざき 小山/こやま 高山/たかやま 南/みなみ
児玉/こだま 澤田/さわだ 沢田/さわだ 富田/とみた 冨田/とみた 小沢/おざわ 小澤/おざわ 榎本/えのもと 鎌田/かまた 藤川/ふじかわ
";

/// Given names, first those of women, then those of men.
const WOMEN: &str = "
由紀子/ゆきこ 陽子/ようこ 美咲/みさき さくら/さくら 恵/めぐみ 真由美/まゆみ 千尋/ちひろ 和子/かずこ 愛/あい 久美子/くみこ
智子/ともこ 裕子/ゆうこ 葵/あおい 結衣/ゆい 陽菜/ひな 幸子/さちこ 節子/せつこ 京子/きょうこ 洋子/ひろこ 明美/あけみ
香織/かおり 奈々/なな 里美/さとみ 紗希/さき 美月/みつき 恵子/けいこ 直美/なおみ 由美/ゆみ 典子/のりこ 順子/じゅんこ
優子/ゆうこ 絵里/えり 麻衣/まい 舞/まい 彩/あや 瞳/ひとみ 亜希子/あきこ 美穂/みほ 千春/ちはる 早紀/さき
友美/ともみ 理恵/りえ 真理子/まりこ 玲子/れいこ 澄子/すみこ 君江/きみえ 文子/ふみこ 千代子/ちよこ 富美子/ふみこ 弘美/ひろみ
加奈子/かなこ 沙織/さおり 梨沙/りさ 春菜/はるな 七海/ななみ 楓/かえで 莉子/りこ 琴音/ことね 志保/しほ 詩織/しおり
美和/みわ 薫/かおる 泉/いずみ 緑/みどり 小百合/さゆり 佳代/かよ 朋子/ともこ 敦子/あつこ 郁子/いくこ 多恵子/たえこ
祥子/しょうこ 晴美/はるみ 若菜/わかな ひかり/ひかり みゆき/みゆき しのぶ/しのぶ つばさ/つばさ あゆみ/あゆみ まどか/まどか 凛/りん
";

const MEN: &str = "
健一/けんいち 大輔/だいすけ 誠/まこと 直樹/なおき 翔太/しょうた 浩二/こうじ 拓也/たくや 隆/たかし 剛/つよし 修/おさむ
亮/りょう 学/まなぶ 蓮/れん 悠真/ゆうま 律/りつ 正雄/まさお 清/きよし 勇/いさむ 進/すすむ 豊/ゆたか
圭介/けいすけ 慎吾/しんご 俊介/しゅんすけ 涼/りょう 海斗/かいと 和也/かずや 達也/たつや 博/ひろし 茂/しげる 実/みのる
勝/まさる 昭/あきら 哲也/てつや 雅彦/まさひこ 英樹/ひでき 康弘/やすひろ 秀明/ひであき 智也/ともや 雄太/ゆうた 裕介/ゆうすけ
淳/じゅん 聡/さとし 徹/とおる 洋平/ようへい 幸雄/ゆきお 義男/よしお 三郎/さぶろう 大樹/だいき 駿/しゅん 颯太/そうた
樹/いつき 陸/りく 航/わたる 光/ひかる 敦/あつし 努/つとむ 武/たけし 健太郎/けんたろう 信一/しんいち 真一/しんいち
良平/りょうへい 耕平/こうへい 孝之/たかゆき 昌弘/まさひろ 一郎/いちろう 次郎/じろう 忠/ただし 功/いさお 潤/じゅん 伸/しん
啓太/けいた 祐樹/ゆうき 竜也/たつや 恭平/きょうへい 裕之/ひろゆき 稔/みのる 満/みつる 登/のぼる 保/たもつ 春樹/はるき
";

/// A name with its reading in hiragana.
pub(super) type Name = (&'static str, &'static str);

fn list(text: &'static str) -> Vec<Name> {
    text.split_whitespace()
        .filter_map(|name| name.split_once('/'))
        .collect()
}

/// All names, ready to be drawn from.
#[derive(Debug)]
pub(super) struct Names {
    /// Family names.
    pub(super) family: Vec<Name>,
    /// Given names of women.
    pub(super) women: Vec<Name>,
    /// Given names of men.
    pub(super) men: Vec<Name>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self {
            family: list(FAMILY),
            women: list(WOMEN),
            men: list(MEN),
        }
    }
}

/// Syllables in Hepburn spelling; two signs before one.
const SYLLABLES: &str = "
きゃ/kya きゅ/kyu きょ/kyo しゃ/sha しゅ/shu しょ/sho ちゃ/cha ちゅ/chu ちょ/cho にゃ/nya にゅ/nyu にょ/nyo ひゃ/hya ひゅ/hyu
ひょ/hyo みゃ/mya みゅ/myu みょ/myo りゃ/rya りゅ/ryu りょ/ryo ぎゃ/gya ぎゅ/gyu ぎょ/gyo じゃ/ja じゅ/ju じょ/jo びゃ/bya びゅ/byu
びょ/byo あ/a い/i う/u え/e お/o か/ka き/ki く/ku け/ke こ/ko さ/sa し/shi す/su せ/se そ/so た/ta ち/chi つ/tsu て/te と/to
な/na に/ni ぬ/nu ね/ne の/no は/ha ひ/hi ふ/fu へ/he ほ/ho ま/ma み/mi む/mu め/me も/mo や/ya ゆ/yu よ/yo ら/ra り/ri る/ru
れ/re ろ/ro わ/wa を/o ん/n が/ga ぎ/gi ぐ/gu げ/ge ご/go ざ/za じ/ji ず/zu ぜ/ze ぞ/zo だ/da ぢ/ji づ/zu で/de ど/do ば/ba
び/bi ぶ/bu べ/be ぼ/bo ぱ/pa ぴ/pi ぷ/pu ぺ/pe ぽ/po
";

/// A reading in Latin letters, as people write it in mail addresses: `じゅんこ` is `junko`.
pub(super) fn romaji(kana: &str) -> String {
    let syllables = list(SYLLABLES);
    let mut text = String::new();
    let mut rest = kana;
    let mut doubled = false;
    while let Some(first) = rest.chars().next() {
        if first == 'っ' {
            doubled = true;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        match syllables.iter().find(|(sign, _)| rest.starts_with(sign)) {
            Some((sign, latin)) => {
                if doubled {
                    text.push_str(&latin[..1]);
                }
                text.push_str(latin);
                rest = &rest[sign.len()..];
            }
            None => rest = &rest[first.len_utf8()..],
        }
        doubled = false;
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_name_has_a_reading_in_hiragana_and_stands_once() {
        let names = Names::new();
        for (part, least) in [(&names.family, 200), (&names.women, 80), (&names.men, 80)] {
            assert!(part.len() >= least, "a few hundred names, got {}", part.len());
            let once: HashSet<_> = part.iter().collect();
            assert_eq!(once.len(), part.len(), "no name stands twice");
            for (kanji, kana) in part {
                assert!(
                    kana.chars().all(|sign| ('ぁ'..='ん').contains(&sign)),
                    "the reading of {kanji} is hiragana"
                );
                assert!(!romaji(kana).is_empty(), "{kana} can be spelled");
            }
        }
    }

    #[test]
    fn readings_are_spelled_as_in_mail_addresses() {
        let spelled: Vec<String> = ["じゅんこ", "はっとり", "しょうた", "わたなべ"]
            .map(romaji)
            .into();
        assert_eq!(
            spelled,
            ["junko", "hattori", "shouta", "watanabe"],
            "Hepburn, long vowels written out"
        );
    }
}
