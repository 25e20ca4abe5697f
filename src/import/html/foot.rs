//! The foot of a page that stands below its text without a class that says so: who made the program,
//! the way to the top, lists of other articles. It is removed, and quoted in the report.

use super::super::manuscript::{
    Block, Kind, Manuscript, Run, Runs, plain, runs_mut, text,
};
use super::super::report::{Report, short};
use super::super::trailer;
use super::menus::Site;

/// Lines that stand at the foot of pages alone, in small letters, without signs at their ends.
const FEET: &[&str] = &[
    "comments are closed",
    "comments closed",
    "comments are now closed",
    "comments off",
    "die kommentare sind geschlossen",
    "kommentare sind geschlossen",
    "kommentare geschlossen",
    "les commentaires sont fermés",
    "commentaires fermés",
    "los comentarios están cerrados",
    "comentarios cerrados",
    "i commenti sono chiusi",
    "os comentários estão fechados",
    "os comentários estão encerrados",
    "de reacties zijn gesloten",
    "комментарии закрыты",
    "back to top",
    "back to the top",
    "return to top",
    "go to top",
    "scroll to top",
    "top of page",
    "nach oben",
    "seitenanfang",
    "zum seitenanfang",
    "retour en haut",
    "haut de page",
    "volver arriba",
    "torna su",
    "voltar ao topo",
    "naar boven",
    "наверх",
    "more posts",
    "view all posts",
    "read later",
    "blog at wordpress.com",
    "eine wordpress.com-website",
    "website bei wordpress.com",
    "bloggen auf wordpress.com",
    "un sitio web wordpress.com",
    "blog de wordpress.com",
    "un site wordpress.com",
    "blog no wordpress.com",
    "site no wordpress.com",
    "blog su wordpress.com",
    "website aangedreven door wordpress.com",
    "create a free website or blog at wordpress.com",
];

/// Lines that lead to the rest of something, wherever they stand alone.
const MORE: &[&str] = &[
    "leia mais",
    "saiba mais",
    "ler mais",
    "read later",
    "read more",
    "read more...",
    "continue reading",
    "mehr lesen",
    "lire la suite",
    "seguir leyendo",
    "leer más",
    "leggi tutto",
    "continua a leggere",
    "lees verder",
    "läs mer",
    "czytaj więcej",
    "читать далее",
];

/// Words of links that lead nowhere: a program works behind them.
const SWITCHES: &[&str] = &[
    "voltar",
    "back",
    "zurück",
    "retour",
    "volver",
    "indietro",
    "terug",
    "fechar",
    "close",
    "schließen",
    "cerrar",
    "fermer",
    "chiudi",
    "sluiten",
];

/// What blogs say below a text of who set it there, with the time behind; and of the news that they send.
const POSTED: &[&str] = &[
    "posted by ",
    "eingestellt von ",
    "publicado por ",
    "publicada por ",
    "publié par ",
    "pubblicato da ",
    "postado por ",
    "gepost door ",
    "автор: ",
];
const SENDS: &[&str] = &[
    "subscribe to: ",
    "abonnieren kommentare",
    "abonnieren: ",
    "suscribirse a: ",
    "inscription à : ",
    "iscriviti a: ",
    "assinar: ",
];

/// The programs that pages name at their feet.
const PROGRAMS: &[&str] = &[
    "wordpress",
    "drupal",
    "joomla",
    "blogger",
    "ghost",
    "typo3",
    "tumblr",
    "hugo",
    "jekyll",
    "squarespace",
    "mediawiki",
    "movable type",
    "disqus",
    "shopify",
];

/// What heads the titles of other articles.
const OTHERS: &[&str] = &[
    "relacionadas",
    "relacionados",
    "matérias relacionadas",
    "notícias relacionadas",
    "artigos relacionados",
    "noticias relacionadas",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related content",
    "next article",
    "previous article",
    "next post",
    "previous post",
    "next story",
    "latest edition",
    "latest issue",
    "latest posts",
    "latest articles",
    "latest stories",
    "latest news",
    "recent posts",
    "most popular",
    "more from",
    "mais lidas",
    "últimas notícias",
    "ähnliche beiträge",
    "weitere artikel",
    "weitere beiträge",
    "neueste beiträge",
    "articles similaires",
    "articles récents",
    "entradas recientes",
    "entradas relacionadas",
    "articoli correlati",
];

/// What heads the author's own list of reading as well.
const READINGS: &[&str] = &[
    "veja também",
    "leia também",
    "see also",
    "read also",
    "ver también",
    "lea también",
    "voir aussi",
    "lire aussi",
    "siehe auch",
    "vedi anche",
    "leggi anche",
    "lees ook",
];

/// How many of the last blocks may be of the foot.
const FARTHEST: usize = 20;

/// The most words of a line of the foot, and of the title of another article.
const MOST_WORDS: usize = 20;

/// What a block is at the foot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    /// Certainly of the page.
    Foot,
    /// To whom a page belongs, or the text.
    Rights,
    /// What heads other articles.
    Heads,
    /// What heads them, or what the author says there is to read.
    MayHead,
    /// What may be the title of another article, or a list of such.
    Titles,
    /// A list of links to the site itself.
    OwnLinks,
    Other,
}

/// Takes the foot out of a manuscript; `site` is what the page calls its site.
pub(super) fn settle(
    manuscript: &mut Manuscript,
    own: &Site,
    site: Option<&str>,
    report: &mut Report,
) {
    drop_ways_on(manuscript, report);
    let blocks = &manuscript.blocks;
    let from = blocks.len().saturating_sub(FARTHEST).max(1).min(blocks.len());
    let parts: Vec<Part> =
        blocks[from..].iter().map(|block| part(block, own, site)).collect();
    let mut gone = vec![false; parts.len()];
    let mut doubtful = None;
    let mut at = 0;
    let mut seen = false;
    while at < parts.len() {
        let listed = |part: &&Part| matches!(part, Part::Titles | Part::OwnLinks);
        let run = parts[at + 1..].iter().take_while(listed).count();
        let end = at + 1 + run;
        let closes = parts.get(end).is_none_or(|part| *part != Part::Other);
        let has_own = parts[at + 1..end].contains(&Part::OwnLinks);
        match parts[at] {
            Part::Foot => {
                gone[at] = true;
                seen = true;
            }
            Part::Heads | Part::MayHead
                if run > 0 && closes && (has_own || parts[at] == Part::Heads) =>
            {
                gone[at..end].fill(true);
                seen = true;
                at = end;
                continue;
            }
            // The name of who wrote, above a link to more of the same.
            Part::Titles
                if blocks[from + at].heading().is_some()
                    && blocks.get(from + at + 1).is_some_and(is_of_author) =>
            {
                gone[at] = true;
            }
            Part::Rights => doubtful = doubtful.or(Some(at)),
            Part::Heads if run == 0 && end < parts.len() => {
                doubtful = doubtful.or(Some(at));
            }
            Part::Other | Part::Titles | Part::OwnLinks | Part::MayHead if seen => {
                let is_break = blocks[from + at].kind == Kind::Break;
                doubtful = doubtful.or((!is_break).then_some(at));
            }
            Part::Heads | Part::MayHead | Part::Titles | Part::OwnLinks | Part::Other => {
            }
        }
        at += 1;
    }
    if let Some(at) = doubtful {
        let block = &blocks[from + at];
        let message = match words(block) {
            words if words.trim().is_empty() => {
                "this stands among what a web page has below an article".to_string()
            }
            words => format!(
                "this stands among what a web page has below an article, and may be none of it: {}",
                short(&words)
            ),
        };
        report.doubt(block.at, message, trailer::DOUBTFUL_HELP);
    }
    let mut kept = gone.into_iter();
    let mut number = 0;
    manuscript.blocks.retain(|block| {
        number += 1;
        let gone = number > from && kept.next().unwrap_or(false);
        if gone {
            report.drop(block.at, trailer::REMOVED, &words(block));
        }
        !gone
    });
    if seen {
        while manuscript.blocks.last().is_some_and(|last| last.kind == Kind::Break) {
            manuscript.blocks.pop();
        }
    }
}

/// Leaves out lines within the text that only lead to the rest of something.
fn drop_ways_on(manuscript: &mut Manuscript, report: &mut Report) {
    manuscript.blocks.retain(|block| {
        let line = block.line().map(|runs| plain(runs)).unwrap_or_default();
        let leads = MORE.contains(&line.trim().to_lowercase().as_str());
        if leads {
            report.drop(block.at, "a button of a web page is left out", &line);
        }
        !leads
    });
}

/// Whether words are those of a link behind which a program works.
pub(super) fn is_switch(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    SWITCHES.contains(&lower.as_str()) || MORE.contains(&lower.as_str())
}

fn part(block: &Block, own: &Site, site: Option<&str>) -> Part {
    let is_own = |runs: &Runs| {
        let mut links = links(runs).into_iter().peekable();
        links.peek().is_some() && links.all(|to| own.leads_to(to))
    };
    let few = |runs: &Runs| plain(runs).split_whitespace().count() <= MOST_WORDS;
    match &block.kind {
        Kind::Paragraph(runs) | Kind::Heading { runs, .. } => {
            let words = plain(runs);
            let line = words.trim();
            let bare = bare(line);
            let is_heading = block.heading().is_some();
            if is_foot(line) || is_heading && site.is_some_and(|site| site.trim() == line)
            {
                Part::Foot
            } else if bare.starts_with('©')
                && (bare.contains("all rights") || bare.contains("copyright"))
            {
                Part::Rights
            } else if OTHERS.contains(&bare.as_str()) {
                Part::Heads
            } else if READINGS.contains(&bare.as_str()) {
                Part::MayHead
            } else if few(runs) && (is_heading || is_own(runs)) && !line.ends_with('.') {
                Part::Titles
            } else {
                Part::Other
            }
        }
        Kind::List { items, .. } => {
            let mut all = text("");
            let mut blocks: Vec<Block> = items.iter().flatten().cloned().collect();
            let mut short = true;
            runs_mut(&mut blocks, &mut |runs, _| {
                short &= few(runs);
                all.extend(runs.iter().cloned());
            });
            if short && is_own(&all) { Part::OwnLinks } else { Part::Other }
        }
        Kind::Figure(figure) if figure.caption.is_none() && figure.credit.is_none() => {
            Part::Titles
        }
        Kind::Figure(_)
        | Kind::Quote { .. }
        | Kind::Verse { .. }
        | Kind::Definitions(_)
        | Kind::Table(_)
        | Kind::Code(_)
        | Kind::Dateline(_)
        | Kind::Break => Part::Other,
    }
}

/// Whether a line stands at the foot of pages alone.
fn is_foot(line: &str) -> bool {
    let bare = bare(line);
    let count = line.split_whitespace().count();
    if FEET.contains(&bare.as_str()) {
        return true;
    }
    // A number that no program has put in: `%d bloggers like this:`
    if bare.starts_with("%d ") && count <= 6 {
        return true;
    }
    let timed = || {
        line.split_whitespace().any(|word| {
            let word = word.trim_end_matches(['.', ',']);
            word.split_once(':').is_some_and(|(hour, minute)| {
                !hour.is_empty()
                    && hour.bytes().all(|b| b.is_ascii_digit())
                    && minute.starts_with(|c: char| c.is_ascii_digit())
            })
        })
    };
    let posted = POSTED.iter().any(|lead| bare.starts_with(lead)) && timed();
    let sends = SENDS.iter().any(|lead| bare.starts_with(lead)) && bare.contains("atom");
    if count <= MOST_WORDS && (posted || sends) {
        return true;
    }
    let of_program = PROGRAMS.iter().any(|program| bare.contains(program));
    let made = ["powered by", "proudly powered by", "theme", "designed by", "©"];
    let begins = made.iter().any(|lead| bare.starts_with(lead))
        || bare.starts_with("eine wordpress.com-website")
        || bare.contains(" powered by ");
    count <= MOST_WORDS && of_program && begins
}

fn is_of_author(block: &Block) -> bool {
    let line = block.line().map(|runs| bare(&plain(runs))).unwrap_or_default();
    matches!(line.as_str(), "more posts" | "view all posts")
}

/// A line in small letters, without the signs at its ends.
fn bare(line: &str) -> String {
    let signs = |c: char| {
        c.is_whitespace()
            || matches!(c, '↑' | '▲' | '⇧' | '^' | '.' | ':' | '→' | '»' | '←' | '«')
    };
    line.trim_matches(signs).to_lowercase()
}

/// Where the links of a line lead.
fn links(runs: &[Run]) -> Vec<&str> {
    let mut out = Vec::new();
    for run in runs {
        match run {
            Run::Link { to, .. } => out.push(to.as_str()),
            Run::Styled(_, runs) => out.extend(links(runs)),
            Run::Text(_) | Run::Code(_) | Run::Note(_) | Run::Picture(_) | Run::Break => {
            }
        }
    }
    out
}

/// All words of a block.
fn words(block: &Block) -> String {
    let mut out = String::new();
    runs_mut(&mut [block.clone()], &mut |runs, _| {
        out += &format!("{} ", plain(runs));
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feet_of_pages_are_known() {
        for line in [
            "Comments are closed.",
            "Eingestellt von der Michel um 21:11",
            "Publicado por Ana Colina en 22:10 Etiquetas: viajes",
            "Abonnieren Kommentare zum Post (Atom)",
            "↑ Back to top",
            "© 2016 Theme Blass by 1000ff | Powered by WordPress",
            "%d Bloggern gefällt das:",
            "Eine WordPress.com-Website. Mid Mo Design.",
            "Proudly powered by WordPress",
            "Blog at WordPress.com.",
        ] {
            assert!(is_foot(line), "{line}");
        }
        for line in [
            "Powered by steam",
            "He came back to the top",
            "© Ann Hill",
            "© 2021 The Marsh Diary. All rights reserved.",
            "Themes of the last century",
            "The press was powered by the river.",
        ] {
            assert!(!is_foot(line), "{line}");
        }
    }
}
