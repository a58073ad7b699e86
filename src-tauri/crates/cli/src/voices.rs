//! What customers answered, on the command line: written down, listed, counted.

use std::fmt::Write as _;

use aichaku_api::App;
use aichaku_api::error::ApiError;
use aichaku_api::wire::{
    DriversGround, GoalMet, Int, Lang, MarksView, TopicMark, VoiceForm, VoiceOccasion, VoiceTopic, VoiceView,
    VoiceWay, VoicesQuery, VoicesView,
};
use clap::{Args, Subcommand, ValueEnum};

use crate::arguments::words;
use crate::{Answer, words};

words! {
    OccasionWord for VoiceOccasion {
        Delivery = "delivery" => Delivery, Care = "care" => Care, Case = "case" => Case, Relation = "relation" => Relation,
    }
    WayWord for VoiceWay { Card = "card" => Card, Phone = "phone" => Phone, Shop = "shop" => Shop, Web = "web" => Web }
    MetWord for GoalMet { Yes = "yes" => Yes, Partly = "partly" => Partly, No = "no" => No }
    TopicWord for VoiceTopic {
        Quality = "quality" => Quality, Choice = "choice" => Choice, Advice = "advice" => Advice, Price = "price" => Price,
        LeadTime = "lead_time" => LeadTime, Delivery = "delivery" => Delivery, Aftercare = "aftercare" => Aftercare,
        Place = "place" => Place,
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Voice {
    /// Write down what somebody answered.
    Add(Box<Said>),
    /// What the household of somebody answered.
    List { customer: i64 },
    /// Remove an answer that was written down by mistake.
    Remove { id: i64 },
}

#[derive(Debug, Args)]
pub(crate) struct Said {
    customer: i64,
    /// About what they were asked.
    #[arg(long, default_value = "relation")]
    occasion: OccasionWord,
    /// How the answer came.
    #[arg(long, default_value = "card")]
    way: WayWord,
    /// When; default: today.
    #[arg(long)]
    on: Option<String>,
    /// Would they recommend the shop, 0 to 10.
    #[arg(long)]
    recommend: Option<u8>,
    /// Are they content, 1 to 5.
    #[arg(long)]
    satisfaction: Option<u8>,
    /// Was it easy, 1 (hard) to 5 (very easy).
    #[arg(long)]
    ease: Option<u8>,
    /// A topic with its mark, 1 to 5, e.g. quality=5; several may be named.
    #[arg(long, value_parser = topic)]
    topic: Vec<TopicMark>,
    /// Their own words.
    #[arg(long, default_value = "")]
    words: String,
    /// What they want most to reach with what they bought.
    #[arg(long, default_value = "")]
    goal: String,
    /// Whether what they wanted came true.
    #[arg(long)]
    met: Option<MetWord>,
}

#[derive(Debug, Args)]
pub(crate) struct Nps {
    /// Only answers about this.
    #[arg(long)]
    occasion: Option<OccasionWord>,
    #[arg(long)]
    from: Option<String>,
    #[arg(long)]
    until: Option<String>,
}

/// A topic with its mark, `quality=5`.
fn topic(text: &str) -> Result<TopicMark, String> {
    let (topic, mark) = text.split_once('=').ok_or("a topic and its mark: quality=5")?;
    Ok(TopicMark {
        topic: TopicWord::from_str(topic, false)?.into(),
        mark: Int(mark.parse().map_err(|_| "a mark from 1 to 5")?),
    })
}

pub(crate) async fn voice(app: &App, asked: Voice, lang: Lang) -> Result<Answer, ApiError> {
    let mark = |mark: Option<u8>| mark.map(|mark| Int(mark.into()));
    Ok(match asked {
        Voice::Add(said) => {
            let form = VoiceForm {
                occasion: said.occasion.into(),
                way: said.way.into(),
                answered_on: said.on,
                recommend: mark(said.recommend),
                satisfaction: mark(said.satisfaction),
                ease: mark(said.ease),
                topics: said.topic,
                words: said.words,
                goal: said.goal,
                goal_met: said.met.map(Into::into),
            };
            let done = app.add_voice(Int(said.customer), form, None).await?;
            Answer::new(&done, words::done(&done, lang))
        }
        Voice::List { customer } => {
            let voices = app.voices_at_home(Int(customer)).await?;
            let lines: Vec<String> = voices.iter().map(line).collect();
            Answer::new(&voices, lines.join("\n"))
        }
        Voice::Remove { id } => {
            let done = app.remove_voice(Int(id)).await?;
            Answer::new(&done, words::done(&done, lang))
        }
    })
}

pub(crate) async fn nps(app: &App, asked: Nps, lang: Lang) -> Result<Answer, ApiError> {
    let query = VoicesQuery {
        occasion: asked.occasion.map(Into::into),
        from: asked.from,
        until: asked.until,
    };
    let view = app.voices(query, None).await?;
    let lines = counted(&view, lang);
    Ok(Answer::new(&view, lines))
}

fn line(voice: &VoiceView) -> String {
    let mark = |mark: Option<Int>| mark.map_or_else(|| "-".to_owned(), |mark| mark.0.to_string());
    let said = &voice.answers;
    let met = match said.goal_met {
        Some(GoalMet::Yes) => "○",
        Some(GoalMet::Partly) => "△",
        Some(GoalMet::No) => "×",
        None => "",
    };
    let line = format!(
        "{:>6}  {}  {:>2}  {}  {}  {}  {} {met}",
        voice.id.0,
        said.answered_on.as_deref().unwrap_or("-"),
        mark(said.recommend),
        mark(said.satisfaction),
        mark(said.ease),
        said.words.replace('\n', " "),
        said.goal.replace('\n', " "),
    );
    line.trim_end().to_owned()
}

fn counted(view: &VoicesView, lang: Lang) -> String {
    let recommend = &view.recommend;
    let mut text = match (recommend.score, recommend.low, recommend.high, lang) {
        (Some(score), Some(low), Some(high), Lang::Ja) => format!(
            "おすすめ度(NPS) {:.0}(95%区間 {:.0}〜{:.0})、{}名",
            score.0, low.0, high.0, recommend.n.0
        ),
        (Some(score), Some(low), Some(high), Lang::En) => format!(
            "net promoter score {:.0} (95 % interval {:.0} to {:.0}), {} people",
            score.0, low.0, high.0, recommend.n.0
        ),
        (.., Lang::Ja) => format!("おすすめ度: まだ{}名です(30名から点数にします)", recommend.n.0),
        (.., Lang::En) => format!(
            "recommending: {} people so far (a score from 30 on)",
            recommend.n.0
        ),
    };
    let [promoters, passives, detractors, satisfied, easy] = match lang {
        Lang::Ja => [
            "おすすめする(9〜10)",
            "中ほど(7〜8)",
            "おすすめしない(0〜6)",
            "満足(4〜5)",
            "楽だった(4〜5)",
        ],
        Lang::En => [
            "promoters (9-10)",
            "passives (7-8)",
            "detractors (0-6)",
            "content (4-5)",
            "easy (4-5)",
        ],
    };
    for (name, count) in [
        (promoters, recommend.promoters),
        (passives, recommend.passives),
        (detractors, recommend.detractors),
    ] {
        let _ = write!(text, "\n{name}  {}", count.0);
    }
    let good = |marks: &MarksView| format!("{} / {}", marks.good.0, marks.n.0);
    let _ = write!(text, "\n{satisfied}  {}", good(&view.satisfaction));
    let _ = write!(text, "\n{easy}  {}", good(&view.ease));
    let goals = &view.goals;
    if goals.n.0 > 0 {
        let name = match lang {
            Lang::Ja => "叶えたいことが叶ったお客様",
            Lang::En => "people whose own goal came true",
        };
        let _ = write!(text, "\n{name}  {} / {}", goals.yes.0, goals.n.0);
    }
    if let Some(asked) = view.asked.filter(|asked| asked.asked.0 > 0) {
        let name = match lang {
            Lang::Ja => "お願いした世帯のうち、お答えのあった世帯",
            Lang::En => "households that answered, of those asked",
        };
        let _ = write!(text, "\n{name}  {} / {}", asked.answered.0, asked.asked.0);
    }
    if view.drivers.ground != DriversGround::None {
        for topic in &view.drivers.topics {
            let share = topic
                .share
                .map_or_else(|| "-".to_owned(), |share| format!("{:.0}%", share.0 * 100.0));
            let name = serde_json::to_value(topic.topic).unwrap_or_default();
            let _ = write!(text, "\n{}  {share}", name.as_str().unwrap_or_default());
        }
    }
    text
}
