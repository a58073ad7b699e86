//! Chests, shelves, cupboards, wardrobes.

use super::StarterTip;

pub(super) const TIPS: &[StarterTip] = &[
    tip! { "T91", Care, families: [Storage], materials: [], finishes: [], minutes: 15, difficulty: 2, source: ["CK"],
        ja: {
            title: "扉と引き出しの調整",
            body: "お使いはじめて少したつと、物の重みで扉が傾いたり、引き出しがこすれたりすることがあります。扉は蝶番のネジで高さと左右を少しずつ直せます。床がわずかに傾いていることも多いので、うまくいかないときはご連絡ください。",
            ask: [
                "扉は、まっすぐ閉まりますか。",
                "引き出しに、引っかかりはありませんか。",
                "直し方を、お電話でご案内いたします。",
            ],
            never: ["扉にぶら下がらない", "引き出しを無理に引かない"],
            suggestion: "お宅での建て付け直しを承っております。",
        },
        en: {
            title: "Adjusting doors and drawers",
            body: "After some weeks of use, a door may hang a little low or a drawer may rub under its load. The screws of the hinge move a door up, down and sideways. Often the floor slopes slightly, so call us if it does not work.",
            ask: [
                "Do the doors close straight?",
                "Does any drawer catch?",
                "I can tell you how to set it right on the telephone.",
            ],
            never: ["Do not hang on the doors", "Do not force the drawers"],
            suggestion: "We offer adjusting at your home.",
        },
    },
    tip! { "T92", Care, families: [Storage], materials: [], finishes: [], minutes: 10, difficulty: 1, source: ["CK"],
        ja: {
            title: "棚板のたわみ",
            body: "本や食器は、思いのほか重いものです。棚板がたわんでいないか、年に一度、横から見てみてください。重い物は下の段や端のほうへ移し、裏返せる棚板はときどき裏返すと、まっすぐに保てます。",
            ask: [
                "棚板は、たわんでいませんか。",
                "重い物は、下の段に入っていますか。",
                "棚受けの金具は、奥まで入っていますか。",
            ],
            never: ["表示の重さを超えて載せない"],
            suggestion: "追加の棚板をお取り寄せいたします。",
        },
        en: {
            title: "Sagging shelves",
            body: "Books and dishes weigh more than one thinks. Once a year, look along each shelf from the side. Move heavy things down or to the ends, and turn over shelves that can be turned; they will stay straight.",
            ask: [
                "Is any shelf sagging?",
                "Are heavy things on the lower shelves?",
                "Are the shelf pins pushed right in?",
            ],
            never: ["Not more weight than the label says"],
            suggestion: "We can order extra shelves.",
        },
    },
    tip! { "T93", Care, families: [Storage], materials: [], finishes: [], minutes: 10, difficulty: 1, source: ["R47"],
        ja: {
            title: "梅雨の収納に風を通す",
            body: "湿気のこもりやすい季節です。晴れた日に、扉や引き出しを開けて半日ほど風を通してください。物を詰めすぎず、八分目ほどにしておくと空気が回ります。奥の壁が湿っていないかも、見ていただくと安心です。",
            ask: [
                "収納の奥に、湿り気やにおいはありませんか。",
                "物を詰めすぎていませんか。",
                "除湿剤に、水がたまっていませんか。",
            ],
            never: ["雨の日に開けたままにしない", "濡れたものをしまわない"],
            suggestion: "収納用の除湿剤を店頭でご用意しております。",
        },
        en: {
            title: "Air the cupboards in the rainy season",
            body: "Damp gathers easily in these weeks. On a fine day, open doors and drawers and let air pass for half a day. Fill them only four fifths, so that air can move. Look at the back wall too, in case it is damp.",
            ask: [
                "Is there any damp or smell at the back?",
                "Is it packed too full?",
                "Is the moisture trap full of water?",
            ],
            never: ["Do not leave it open on rainy days", "Do not put wet things away"],
            suggestion: "We stock moisture traps for cupboards.",
        },
    },
    tip! { "T95", Care, families: [Storage], materials: [], finishes: [], minutes: 15, difficulty: 1, source: ["R56", "CK"],
        ja: {
            title: "衣替えと防虫剤",
            body: "衣替えの季節です。防虫剤の成分は上から下へ広がるので、衣類の上に置いてください。種類の違うものを一緒に使わず、表示の期間で取り替えます。しまう前に汚れを落とし、よく乾かすことが、いちばんの虫よけです。",
            ask: [
                "防虫剤の期限は切れていませんか。",
                "違う種類を一緒に入れていませんか。",
                "衣類は、よく乾かしてからしまってください。",
            ],
            never: ["違う種類の防虫剤を混ぜない", "漆や桐の家具にじかに置かない"],
            suggestion: "引き出し用の防虫剤を店頭でご用意しております。",
        },
        en: {
            title: "Changing the wardrobe: moth protection",
            body: "It is time to change the wardrobe. Moth protection spreads downwards, so lay it on top of the clothes. Do not mix kinds, and replace it as the packet says. Clean, fully dry clothes are the best protection of all.",
            ask: [
                "Is the moth protection still in date?",
                "Are different kinds mixed?",
                "Please put clothes away fully dry.",
            ],
            never: ["Do not mix kinds", "Not straight on urushi or paulownia"],
            suggestion: "We stock moth protection for drawers.",
        },
    },
    tip! { "T96", Safety, families: [Storage], materials: [], finishes: [], minutes: 15, difficulty: 2, source: ["R53"],
        ja: {
            title: "食器棚の扉と棚の地震対策",
            body: "地震のとき、食器棚は扉が開いて食器が飛び出すことがあります。扉の留め具がきちんとかかるか、棚板にすべり止めが敷いてあるかを確かめてください。重い皿は下の段へ、割れやすいものは奥へ入れておくと安心です。",
            ask: [
                "扉の留め具は、きちんとかかりますか。",
                "棚板に、すべり止めは敷いてありますか。",
                "重い物は、下の段に入っていますか。",
            ],
            never: ["扉の上に物を載せない", "留め具を外したまま使わない"],
            suggestion: "",
        },
        en: {
            title: "Cupboards in an earthquake",
            body: "In an earthquake cupboard doors may open and dishes fly out. Check that the latches hold and that there are anti-slip sheets on the shelves. Heavy plates belong below, fragile things at the back.",
            ask: [
                "Do the latches hold?",
                "Are there anti-slip sheets on the shelves?",
                "Are heavy things on the lower shelves?",
            ],
            never: ["Nothing on top of the doors", "Do not use it with the latches off"],
            suggestion: "",
        },
    },
];
