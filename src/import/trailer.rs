//! What a web page has below an article: invitations, buttons, forms. It is removed, and quoted in
//! the report.

use super::manuscript::{Manuscript, plain};
use super::paragraphs::Paragraph;
use super::report::{Report, short};

/// Lines that are nothing but a button or a field.
const BUTTONS: &[&str] = &[
    "share",
    "share this",
    "share this article",
    "share this page",
    "share this:",
    "share on",
    "tweet",
    "print",
    "print this",
    "email",
    "e-mail",
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "reddit",
    "linkedin",
    "instagram",
    "youtube",
    "mastodon",
    "bluesky",
    "threads",
    "tiktok",
    "pinterest",
    "pocket",
    "copy link",
    "copy",
    "like this:",
    "like this",
    "like",
    "loading...",
    "loading…",
    "comments",
    "leave a comment",
    "leave a reply",
    "no comments",
    "add a comment",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign up now",
    "join",
    "join us",
    "join us!",
    "join now",
    "donate",
    "donate now",
    "donate!",
    "support us",
    "follow us",
    "contact us",
    "get involved",
    "submit",
    "send",
    "search",
    "menu",
    "home",
    "back to top",
    "top",
    "next",
    "previous",
    "next article",
    "previous article",
    "previous post",
    "next post",
    "older posts",
    "newer posts",
    "older post",
    "newer post",
    "share it",
    "share it!",
    "post comment",
    "website",
    "advertisement",
    "read more",
    "read more...",
    "more",
    "related",
    "related articles",
    "related posts",
    "you may also like",
    "tags",
    "first name",
    "last name",
    "name",
    "your name",
    "email address",
    "e-mail address",
    "your email",
    "phone",
    "phone number",
    "country",
    "postcode",
    "zip code",
    "message",
    "required",
    "* required",
    "captcha",
    "newsletter",
    "skip to content",
    "skip to main content",
    "compartir",
    "compartir en whatsapp",
    "compartir en facebook",
    "comparte",
    "te puede interesar",
    "deja un comentario",
    "haz tu donativo",
    "artikel teilen",
    "anmelden",
    "jetzt spenden",
    "kommentar schreiben",
    "mehr zum thema",
    "mach mit!",
    "werden sie mitglied",
    "jetzt mitglied werden!",
    "faire un don",
    "partagez cet article",
    "sign the petition",
    "get our weekly email",
    "suscríbete",
    "únete",
    "imprimir",
    "partager",
    "imprimer",
    "abonnez-vous",
    "teilen",
    "drucken",
    "abonnieren",
    "condividi",
    "stampa",
    "iscriviti",
    "поделиться",
    "подписаться",
    "печать",
    "комментарии",
];

/// Words that an invitation begins with.
const BEGINS: &[&str] = &[
    "subscribe",
    "join us",
    "join the",
    "join our",
    "sign up",
    "donate",
    "support our",
    "support us",
    "support the site",
    "follow us",
    "share this",
    "share it",
    "share on",
    "like this",
    "enjoyed this",
    "get involved",
    "get in touch",
    "contact us",
    "become a member",
    "become a supporter",
    "click here",
    "buy the",
    "order your",
    "order a copy",
    "buy a copy",
    "get your copy",
    "read more",
    "enter your",
    "fill in",
    "fill out",
    "if you agree",
    "if you like",
    "if you liked",
    "if you enjoyed",
    "did you like",
    "want to",
    "we rely on",
    "help us",
    "please donate",
    "please support",
    "please share",
    "send us",
    "download the app",
    "i consent",
    "i agree",
    "by submitting",
    "by signing up",
    "by clicking",
    "we will never share",
    "your email address will not",
    "tagged",
    "suscríbete",
    "únete",
    "abonnez",
    "rejoignez",
    "abonniere",
    "unterstütze",
    "подпишитесь",
    "присоединяйтесь",
    "поддержите",
    "iscriviti",
    "sostieni",
];

/// Words that an invitation begins with, and many a sentence as well: "Follow us down to the sea."
const ALSO: &[&str] = &[
    "join us",
    "join the",
    "join our",
    "follow us",
    "buy the",
    "if you agree",
    "if you like",
    "want to",
    "help us",
    "send us",
    "fill in",
    "fill out",
];

/// Words that are no proof of what such a sentence is.
const WEAK: &[&str] =
    &[" us", " our", "here", "today", "now", "below", "paper", " me ", "friends"];

/// What a line begins with that says by itself what it is.
const LABELS: &[&str] = &[
    "tags:",
    "tag:",
    "filed under",
    "posted in",
    "categories:",
    "category:",
    "topics:",
    "schlagwörter:",
    "etiquetas:",
    "mots-clés",
    "метки:",
    "síguenos en",
    "folgen sie uns auf",
    "suivez-nous sur",
    "hier klicken, um",
    "lire aussi :",
    "lire aussi:",
    "lesen sie auch:",
    "comments (",
    "¡únete a",
    "únete a nosotros",
    "comparte esta",
    "comparte este",
    "partager sur",
    "laisser un commentaire",
    "folgen sie uns",
    "подписывайтесь",
];

/// Lines above the titles of other articles.
const RELATED: &[&str] = &[
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related reading",
    "you may also like",
    "you might also like",
    "more like this",
    "more articles",
    "more stories",
    "more from this author",
    "read next",
    "recommended",
    "recommended for you",
    "most read",
    "artículos relacionados",
    "te puede interesar",
    "mehr zum thema",
    "articles liés",
    "à lire aussi",
    "ähnliche artikel",
    "lesen sie auch",
    "читайте также",
    "похожие статьи",
];

/// How many lines from the end those titles are looked for.
const MOST_TITLES: usize = 14;

/// Words that an invitation holds besides.
const HOLDS: &[&str] = &[
    " us",
    " our",
    "newsletter",
    "here",
    "today",
    "now",
    "mailing list",
    "subscription",
    "inbox",
    "form",
    "email",
    "e-mail",
    "magazine",
    "paper",
    "below",
    "updates",
    "friends",
    "social media",
    "facebook",
    "twitter",
    "publication",
    "this article",
    "this page",
    "cookies",
    "privacy",
    " me ",
    "copy",
    "shop",
    "member",
    "on x",
    "whatsapp",
    "boletín",
    "lettre",
    "nos ",
    "nous",
    "uns",
    "нас",
    "рассылк",
];

/// The longest paragraph that is taken for an invitation.
const LONGEST: usize = 320;

/// Whether a line is a button, a field, or a row of them.
pub(super) fn is_button(text: &str) -> bool {
    let lower = text
        .trim()
        .trim_matches(['*', '|', '·', '•', '[', ']', '>', '<', '→', '←', '»', '«'])
        .trim()
        .to_lowercase();
    if BUTTONS.contains(&lower.as_str()) {
        return true;
    }
    let pieces: Vec<&str> = lower
        .split(['|', '·', '•', '/', ',', '\t'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let all = |pieces: &[&str]| {
        pieces.len() > 1 && pieces.iter().all(|piece| BUTTONS.contains(piece))
    };
    all(&pieces) || all(&words)
}

/// Whether a text begins as an invitation does, and has nothing of one else: prose is never left out for its
/// first words.
fn may_invite(lower: &str) -> bool {
    ALSO.iter().any(|begin| lower.starts_with(begin))
        && lower.ends_with('.')
        && !HOLDS.iter().any(|word| !WEAK.contains(word) && lower.contains(word))
        && !lower.contains(['@', '/'])
}

fn invites(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    if may_invite(&lower) {
        return false;
    }
    let begins =
        |text: &str| BEGINS.iter().any(|begin| text.trim_start().starts_with(begin));
    let holds = HOLDS.iter().any(|word| lower.contains(word));
    // Somebody tells of an invitation.
    let told = [" said", " says", " used to ", " she ", " he ", " they ", " had "]
        .iter()
        .any(|word| lower.contains(word));
    if told {
        return false;
    }
    let short = text.chars().count() <= LONGEST;
    // A sentence of it may come first: "Do you agree? Join us!"
    let later = lower.split(['.', '!', '?']).skip(1).any(begins);
    let label = LABELS.iter().any(|label| lower.starts_with(label));
    short
        && (label && lower.chars().count() <= 160
            || begins(&lower) && holds
            || later
                && holds
                && lower.chars().count() <= 200
                && !lower.contains(['"', '“']))
}

/// Whether a line begins with a label that pages have: `Tags: …`, `Read more: …`.
pub(super) fn is_labelled(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    LABELS.iter().chain(&["read more:"]).any(|label| lower.starts_with(label))
}

/// Of the last paragraphs that stay, those that invite nevertheless: something else stands behind
/// them.
pub(super) fn invitations(row: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    let from = row.len().saturating_sub(MOST_SHORT).max(1).min(row.len());
    let last = row.len().saturating_sub(1).max(from);
    row[from..last].iter().filter(|paragraph| {
        let words = paragraph.text.trim();
        // A line that is a heading is doubted as one.
        let more = words.to_lowercase().starts_with("read more");
        is_button(words) || !more && (invites(words) || is_labelled(words))
    })
}

/// How many of the last paragraphs of a text are left when what invites at its end is removed.
pub(super) fn kept(row: &[&str]) -> usize {
    let mut kept = before_titles(row).unwrap_or(row.len());
    let mut looked = kept;
    let mut gap = 0;
    // Short lines between two invitations are theirs.
    while looked > 1 && gap <= 2 {
        let text = row[looked - 1];
        if is_button(text) || invites(text) {
            kept = looked - 1;
            gap = 0;
        } else if super::lines::is_break(text) && kept == looked {
            kept = looked - 1;
        } else if text.split_whitespace().count() <= 4
            && !text.ends_with(['.', '!', '?', '”', '"'])
        {
            gap += 1;
        } else {
            break;
        }
        looked -= 1;
    }
    kept
}

/// Where the titles of other articles begin at the end of a text, with what heads them.
fn before_titles(row: &[&str]) -> Option<usize> {
    let from = row.len().saturating_sub(MOST_TITLES).max(1);
    let heads = |text: &str| {
        let bare = text.trim().trim_end_matches(':').to_lowercase();
        RELATED.contains(&bare.as_str())
    };
    let at = (from..row.len()).find(|at| heads(row[*at]))?;
    let is_title = |text: &&str| {
        text.split_whitespace().count() <= 16
            && (!text.trim_end().ends_with('.') || is_doubtful(text))
    };
    row[at + 1..].iter().all(is_title).then_some(at)
}

/// Headings of what else there is to read.
const READINGS: &[&str] = &[
    "further reading",
    "read also",
    "see also",
    "also read",
    "more on this",
    "weiterlesen",
    "zum weiterlesen",
    "weiterführende literatur",
    "para saber más",
    "lecturas recomendadas",
    "leer también",
    "pour aller plus loin",
    "lire aussi",
    "per saperne di più",
    "leggi anche",
    "para saber mais",
    "leia também",
    "что почитать",
    "διαβάστε επίσης",
];

/// The line that heads what else there is to read, with nothing but short paragraphs behind it: the author's list,
/// or the page's.
pub(super) fn readings(row: &[Paragraph]) -> Option<&Paragraph> {
    let from = row.len().saturating_sub(MOST_TITLES).max(1).min(row.len());
    let heads = |paragraph: &Paragraph| {
        let first = paragraph.text.lines().next().unwrap_or("");
        let bare = first.trim().trim_end_matches(':').trim().to_lowercase();
        READINGS.contains(&bare.as_str())
    };
    let at = (from..row.len()).find(|at| heads(&row[*at]))?;
    let is_short =
        |paragraph: &Paragraph| paragraph.text.split_whitespace().count() <= 30;
    row[at + 1..].iter().all(is_short).then(|| &row[at])
}

/// Whether a last paragraph that stays may be an invitation nevertheless.
pub(super) fn is_doubtful(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    may_invite(&lower)
        || ["subscribe", "newsletter", "join us", "donate", "sign up", "get involved"]
            .iter()
            .any(|word| lower.contains(word))
        || lower.starts_with(['©'])
        || lower.starts_with("copyright")
        || lower.starts_with("all rights reserved")
}

/// The most short lines at an end that are doubted.
const MOST_SHORT: usize = 8;

/// Short lines behind the last paragraph, which are no byline, date, or quotation.
pub(super) fn short_lines(row: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    let is_short = |paragraph: &&Paragraph| {
        let words = paragraph.text.trim();
        words.split_whitespace().count() <= 8
            && paragraph.lines.len() == 1
            && !words.ends_with(['.', '?', '…', '"', '”', '»', ')', ':'])
            && super::names::byline(words).is_none()
            // One word with a capital is no name.
            && (super::names::people(words).is_none() || !words.contains(' '))
            && !super::dates::is_date(words)
            && !super::dates::is_dateline(words)
            && super::lines::marker(words).is_none()
            && !super::lines::is_break(words)
            && super::credit::caption(words).is_none()
            && !words.starts_with(['—', '–', '-', '(', '[', '"', '“', '«', '©'])
    };
    let count = row.iter().rev().take(MOST_SHORT).take_while(is_short).count();
    // A text of short lines alone is one.
    let from = if count >= row.len() { row.len() } else { row.len() - count };
    row[from..].iter()
}

/// Takes what invites out of the end of a manuscript.
pub(super) fn settle(manuscript: &mut Manuscript, report: &mut Report) {
    // Blocks of other kinds end what can be furniture.
    let other = || "A block. It is none.".repeat(30);
    let words = manuscript
        .blocks
        .iter()
        .map(|block| block.line().map_or_else(other, |runs| plain(runs)));
    let words: Vec<String> = words.collect();
    let row: Vec<&str> = words.iter().map(|words| words.trim()).collect();
    let kept = kept(&row);
    for (block, words) in manuscript.blocks[kept..].iter().zip(&words[kept..]) {
        report.drop(block.at, REMOVED, words);
    }
    manuscript.blocks.truncate(kept);
    if let Some(last) = manuscript.blocks.last()
        && let Some(runs) = last.words()
        && is_doubtful(&plain(runs))
    {
        report.doubt(
            last.at,
            format!("{DOUBTFUL}: {}", short(&plain(runs))),
            DOUBTFUL_HELP,
        );
    }
}

/// What is said of a paragraph that is removed, and of one that may have to be.
pub(super) const REMOVED: &str = "what a web page has below an article is left out";
pub(super) const DOUBTFUL: &str = "the last paragraph may be none of the article";
pub(super) const DOUBTFUL_HELP: &str = "delete it, if it belongs to the web page";
