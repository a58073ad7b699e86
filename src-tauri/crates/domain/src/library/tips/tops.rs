//! Table tops and frames that are not wood: glass, stone, ceramic, melamine, steel.

use super::StarterTip;

pub(super) const TIPS: &[StarterTip] = &[
    tip! { "T32", Care, families: [Table, Desk, Storage, Kids], materials: [Melamine], finishes: [], minutes: 5, difficulty: 1, source: ["R13"],
        ja: {
            title: "メラミン天板の拭き方",
            body: "メラミンの天板は、水拭きで気軽にお手入れいただけます。油汚れには薄めた中性洗剤を使い、水拭き、から拭きで仕上げてください。端のつぎ目に水が残らないようにすると、長持ちします。",
            ask: [
                "落ちにくい汚れはございますか。",
                "端のつぎ目に、浮きはありませんか。",
                "水拭きのあとは、から拭きをお願いいたします。",
            ],
            never: ["刃物をじかに使わない", "熱い鍋をじかに置かない", "研磨剤でこすらない"],
            suggestion: "",
        },
        en: {
            title: "How to wipe a melamine top",
            body: "A melamine top may simply be wiped with a damp cloth. For grease, use a little neutral detergent, then clean water, then a dry cloth. Keep the edges free of water, and it will last.",
            ask: [
                "Is there any mark that stays?",
                "Is any edge lifting?",
                "Finish with a dry cloth, please.",
            ],
            never: ["Do not cut on it", "No hot pots straight on it", "No abrasives"],
            suggestion: "",
        },
    },
    tip! { "T73", Safety, families: [Table, Desk, Storage], materials: [Glass], finishes: [], minutes: 5, difficulty: 1, source: ["R52"],
        ja: {
            title: "ガラス天板を安全に",
            body: "ガラスの天板は、急な温度の差や、角への衝撃が苦手です。熱い鍋や凍ったものは、じかに置かないでください。縁に欠けやひびがないか、ときどき指を触れずに目で確かめ、見つけたらすぐに使うのをやめてご連絡ください。",
            ask: [
                "縁や角に、欠けやひびはありませんか。",
                "すべり止めは、ずれていませんか。",
                "欠けを見つけたら、使わずにご連絡ください。",
            ],
            never: ["欠けやひびがあるまま使わない", "熱い鍋や凍ったものをじかに置かない", "上に乗らない"],
            suggestion: "",
        },
        en: {
            title: "A glass top, safely",
            body: "A glass top does not like sudden heat or cold, nor knocks on its corners. Please do not put hot pots or frozen things straight on it. Look along the edges now and then, without touching; if you see a chip or crack, stop using it and call us at once.",
            ask: [
                "Is there any chip or crack along the edges?",
                "Are the anti-slip pads in place?",
                "If you find a chip, please stop using it and call us.",
            ],
            never: ["Never use it with a chip or crack", "Nothing hot or frozen straight on it", "Do not stand on it"],
            suggestion: "",
        },
    },
    tip! { "T75", Care, families: [Table, Desk, Storage], materials: [Marble], finishes: [], minutes: 5, difficulty: 1, source: ["R41"],
        ja: {
            title: "大理石は酸をすぐに拭き取る",
            body: "大理石は、レモンやワイン、酢などの酸で、つやが消えてしまうことがあります。こぼしたらすぐに吸い取り、固く絞った布で拭いて、から拭きしてください。飲み物の下にコースターを敷くのが、いちばんの予防です。",
            ask: [
                "つやの消えたところや、輪の跡はありませんか。",
                "コースターは、お使いでしょうか。",
                "こぼしたときは、すぐに吸い取ってください。",
            ],
            never: ["クエン酸や酢、酸性の洗剤を使わない", "ワインをこぼしたままにしない"],
            suggestion: "石の天板に合うコースターを店頭でご用意しております。",
        },
        en: {
            title: "Marble: wipe acids at once",
            body: "Lemon, wine, vinegar and other acids can take the shine off marble. Blot spills at once, wipe with a well wrung cloth and dry. A coaster under every drink is the best protection.",
            ask: [
                "Has the shine gone anywhere, or are there rings?",
                "Do you use coasters?",
                "Blot spills at once.",
            ],
            never: ["No citric acid, vinegar or acid cleaners", "Do not leave wine on it"],
            suggestion: "We stock coasters for stone tops.",
        },
    },
    tip! { "T76", Care, families: [Table, Desk, Storage], materials: [Marble], finishes: [], minutes: 30, difficulty: 3, source: ["R41", "CK"],
        ja: {
            title: "大理石の保護剤の塗り直し",
            body: "大理石の表面には、しみを防ぐ保護剤がしみ込ませてあることがあります。水を一滴落として、丸い玉にならずに色が濃くなるようなら、塗り直しの時期です。年数は製品によって違うので、まずはご相談ください。",
            ask: [
                "水を落としたとき、玉になってはじきますか。",
                "しみの残っているところはありませんか。",
                "塗り直しの時期は、様子を伺ってご案内いたします。",
            ],
            never: ["家庭用のワックスを塗らない", "研磨剤で磨かない"],
            suggestion: "石用の保護剤と塗り直しを承っております。",
        },
        en: {
            title: "Sealing marble again",
            body: "Marble is often treated with a sealer against stains. Let one drop of water fall: if it does not bead and the stone darkens, it is time to seal again. How long a sealer lasts depends on the product, so ask us first.",
            ask: [
                "Does a drop of water still bead?",
                "Is there any stain left?",
                "Tell us how it looks, and we will say when to seal it.",
            ],
            never: ["No household wax", "No abrasives"],
            suggestion: "We stock stone sealer and offer sealing.",
        },
    },
    tip! { "T77", Care, families: [Table, Desk], materials: [Ceramic], finishes: [], minutes: 5, difficulty: 1, source: ["CK"],
        ja: {
            title: "セラミック天板のお手入れ",
            body: "セラミックの天板は、熱や傷に強く、水拭きでお手入れいただけます。苦手なのは、角への強い衝撃です。重い物を角に落としたり、端に腰をかけたりしないようお願いいたします。欠けを見つけたら、早めにご連絡ください。",
            ask: [
                "角に、欠けはありませんか。",
                "落ちにくい汚れはございますか。",
                "端に重みがかからないよう、お使いください。",
            ],
            never: ["角に物をぶつけない", "天板に乗らない"],
            suggestion: "",
        },
        en: {
            title: "Care of a ceramic top",
            body: "A ceramic top stands heat and scratches well and may be wiped with a damp cloth. What it does not like is a hard knock on a corner. Please do not drop heavy things on the edge or sit on it. If you find a chip, tell us early.",
            ask: [
                "Is there any chip on the corners?",
                "Is there any mark that stays?",
                "Please keep weight off the edge.",
            ],
            never: ["No knocks on the corners", "Do not stand on it"],
            suggestion: "",
        },
    },
    tip! { "T78", Care, families: [Table, Chair, Desk, Storage, Bed], materials: [Steel], finishes: [], minutes: 10, difficulty: 1, source: ["R38"],
        ja: {
            title: "梅雨の前に、さびの点検",
            body: "鉄の脚や枠は、湿気の多い季節にさびが出やすくなります。水滴がついたら乾いた布で拭き取り、床に近いところや溶接のあたりを見てみてください。小さなさびは、広がる前にご相談いただくときれいに直せます。",
            ask: [
                "脚の下のほうに、さびは出ていませんか。",
                "床が濡れる場所に置いていませんか。",
                "塗装のはがれたところはございませんか。",
            ],
            never: ["濡れたままにしない", "金属のたわしでこすらない"],
            suggestion: "さびを防ぐ保護剤を店頭でご用意しております。",
        },
        en: {
            title: "Look for rust before the rainy season",
            body: "In damp months steel legs and frames may begin to rust. Wipe off drops with a dry cloth, and look near the floor and round the welds. Small spots are easily put right if you tell us before they spread.",
            ask: [
                "Is there any rust near the floor?",
                "Does it stand where the floor gets wet?",
                "Has the paint come off anywhere?",
            ],
            never: ["Do not leave it wet", "No metal scourers"],
            suggestion: "We stock a protective coat against rust.",
        },
    },
];
