//! Garden furniture and rattan.

use super::StarterTip;

pub(super) const TIPS: &[StarterTip] = &[
    tip! { "T114", Care, families: [Chair, Sofa, Table, Storage], materials: [Rattan], finishes: [], minutes: 10, difficulty: 1, source: ["R40"],
        ja: {
            title: "籐のお手入れ",
            body: "籐は、編み目にほこりがたまりやすい素材です。やわらかいブラシで編み目に沿ってほこりを払い、乾いた布で拭いてください。直射日光と暖房の風を避けると、ひび割れを防げます。",
            ask: [
                "編み目に、ほこりはたまっていませんか。",
                "折れや、ほつれはございませんか。",
                "エアコンの風が当たっていませんか。",
            ],
            never: ["ワックスを塗らない", "強くこすらない"],
            suggestion: "",
        },
        en: {
            title: "Care of rattan",
            body: "Dust gathers in the weave of rattan. Brush it out with a soft brush along the weave and wipe with a dry cloth. Away from direct sun and warm air it will not crack.",
            ask: [
                "Is there dust in the weave?",
                "Is anything broken or loose?",
                "Does air from a heater or air conditioner reach it?",
            ],
            never: ["No wax", "No hard rubbing"],
            suggestion: "",
        },
    },
    tip! { "T117", Care, families: [Outdoor], materials: [Teak], finishes: [Oil], minutes: 60, difficulty: 2, source: ["R46"],
        ja: {
            title: "屋外のチーク、春のオイル",
            body: "オイル仕上げのチークは、春に一度、汚れを落としてよく乾かし、チーク用のオイルを薄く塗ると色が戻ります。銀色に変わる風合いを楽しまれるなら、塗らなくてもかまいません。使った布は自然に発火することがあるので、必ず水に浸してから捨ててください。",
            ask: [
                "チークの色は、いかがでしょうか。",
                "色を保ちたいか、銀色を楽しみたいか、お聞かせください。",
                "使った布は発火することがあるので、水に浸してから捨ててください。",
            ],
            never: ["濡れた木に塗らない", "オイルのついた布を丸めて置かない"],
            suggestion: "チーク用のオイルを店頭でご用意しております。",
        },
        en: {
            title: "Teak outdoors: oil in spring",
            body: "Once a year in spring, clean the teak, let it dry well and apply a thin coat of teak oil; the colour comes back. If you enjoy the silver grey, you may leave it. Oily rags can catch fire by themselves, so always soak them in water before you throw them away.",
            ask: [
                "How does the colour look?",
                "Would you like to keep the colour, or let it turn silver?",
                "Oily rags can catch fire, so soak them in water before you throw them away.",
            ],
            never: ["Do not oil wet wood", "Do not leave oily rags crumpled up"],
            suggestion: "We stock teak oil.",
        },
    },
    tip! { "T118", Care, families: [Outdoor], materials: [], finishes: [], minutes: 20, difficulty: 1, source: ["R46"],
        ja: {
            title: "屋外の家具、季節のはじめに",
            body: "外で過ごしやすい季節になりました。やわらかいブラシで砂やほこりを払い、ネジのゆるみとがたつきを確かめてから、お使いください。汚れの落とし方は素材によって違うので、迷ったときはお尋ねください。",
            ask: [
                "冬のあいだに、傷みは出ていませんか。",
                "ネジのゆるみや、がたつきはありませんか。",
                "落としにくい汚れはございますか。",
            ],
            never: ["高圧洗浄機を近くから当てない", "がたついたまま使わない"],
            suggestion: "",
        },
        en: {
            title: "Garden furniture: opening the season",
            body: "It is pleasant to sit outside again. Brush off sand and dust with a soft brush, and check screws and wobbles before you use it. How to take off dirt depends on the material, so ask us when in doubt.",
            ask: [
                "Did it come through the winter well?",
                "Is there any loose screw or wobble?",
                "Is there any dirt that stays?",
            ],
            never: ["No pressure washer from close by", "Do not use it while it wobbles"],
            suggestion: "",
        },
    },
    tip! { "T119", Safety, families: [Outdoor], materials: [], finishes: [], minutes: 20, difficulty: 2, source: ["R46"],
        ja: {
            title: "台風の前に、屋外の家具",
            body: "台風の季節です。強い風が来る前に、屋外の家具は物置や室内へ移すか、倒してひもで束ねてください。カバーは風をはらむと家具ごと飛ぶことがあるので、強風の日は外していただくほうが安全です。",
            ask: [
                "強い風の日に、しまう場所はございますか。",
                "カバーのひもは、傷んでいませんか。",
                "ガラスの天板は、先に室内へお願いいたします。",
            ],
            never: ["強風の日に、広げたままにしない", "カバーだけで固定したつもりにしない"],
            suggestion: "",
        },
        en: {
            title: "Garden furniture before a storm",
            body: "The typhoon season is here. Before strong wind comes, bring the furniture in, or lay it down and tie it together. A cover can catch the wind and carry everything away, so it is safer to take it off on stormy days.",
            ask: [
                "Is there a place to put it on windy days?",
                "Are the ties of the cover sound?",
                "Glass tops should come in first.",
            ],
            never: ["Do not leave it open in strong wind", "A cover alone does not hold it"],
            suggestion: "",
        },
    },
    tip! { "T120", Care, families: [Outdoor], materials: [], finishes: [], minutes: 10, difficulty: 1, source: ["R46"],
        ja: {
            title: "屋外のクッションは取り込んで乾かす",
            body: "屋外のクッションも、濡れたままではカビが出ます。雨の前に取り込み、濡れたときは立てかけて両面を乾かしてください。梅雨のあいだは、室内にしまっていただくのがいちばんです。",
            ask: [
                "クッションに、カビやにおいはありませんか。",
                "雨の日は、取り込んでいらっしゃいますか。",
                "しまうときは、よく乾かしてからお願いいたします。",
            ],
            never: ["濡れたまま重ねない", "濡れたまま袋にしまわない"],
            suggestion: "クッションをしまう箱を店頭でご用意しております。",
        },
        en: {
            title: "Bring outdoor cushions in and dry them",
            body: "Even outdoor cushions grow mould if they stay wet. Bring them in before rain, and stand them up to dry on both sides if they get wet. Through the rainy season they are best kept indoors.",
            ask: [
                "Is there any mould or smell?",
                "Do you bring them in when it rains?",
                "Dry them well before you put them away.",
            ],
            never: ["Do not stack them wet", "Do not bag them wet"],
            suggestion: "We stock boxes for cushions.",
        },
    },
];
